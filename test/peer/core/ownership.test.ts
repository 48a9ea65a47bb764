// Each part of the core's state is written by one record: its fields are private, and what it shows others is
// read-only. The compiler then refuses an assignment from anywhere else; this test finds records that leave a field
// open.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const CORE = join(import.meta.dirname, '../../../peer/core');

const sourcesIn = (folder: string): { path: string; text: string }[] =>
  readdirSync(join(CORE, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(CORE, folder, name), 'utf8') }));

/** The bodies of the exported classes, or interfaces, of a source. */
function bodiesOf(kind: 'class' | 'interface', text: string): string[] {
  const found = text.matchAll(new RegExp(`^export ${kind} [^{]*\\{\\n(.*?)^\\}`, 'gms'));
  return [...found].map(([, body = '']) => body);
}

const COLLECTION = String.raw`(?:Map|Set)\b|(?!readonly )[\w<>{}' |]+\[\]`;

/** Lines of a source by which others could write what belongs to a record. */
function openFields(text: string): string[] {
  const ofClasses = bodiesOf('class', text).flatMap((body) => [
    // Fields that may be assigned.
    ...body.matchAll(/^ {2}(?!readonly |protected readonly |get |static |async )\w+[?!]?(?:: [^()\n]+| = .+);$/gm),
    // Collections that may be filled: as a field, or as a getter returns them.
    ...body.matchAll(new RegExp(`^  readonly \\w+(?:: (?:${COLLECTION})| = (?:new (?:Map|Set)\\b|\\[)).*$`, 'gm')),
    ...body.matchAll(new RegExp(`^  get \\w+\\(\\): (?:${COLLECTION}).*$`, 'gm')),
  ]);
  const ofInterfaces = bodiesOf('interface', text).flatMap((body) => [
    ...body.matchAll(/^ {2}(?!readonly )\w+\??: .*$/gm),
  ]);
  return [...ofClasses, ...ofInterfaces].map(([line]) => line.trim());
}

describe('the records of the core', () => {
  it('leave no field that others could write', () => {
    const open = sourcesIn('records').flatMap(({ path, text }) => openFields(text).map((line) => `${path}: ${line}`));
    expect(open).toEqual([]);
  });

  it('are all that the state is made of', () => {
    const [state] = bodiesOf('interface', readFileSync(join(CORE, 'state.ts'), 'utf8'));
    const fields = [...(state ?? '').matchAll(/^ {2}(.*): (\w+);$/gm)];
    expect(fields.length).toBeGreaterThan(20);
    expect(fields.filter(([, field = '']) => !field.startsWith('readonly ')).map(([line]) => line)).toEqual([]);
  });

  it('are the only place where the core keeps anything', () => {
    const kept = sourcesIn('.').flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:export )?(?:let \w+|const \w+(?::[^=\n]*)? = new (?:Map|Set)\(\)).*$/gm)].map(
        ([line]) => `${path}: ${line}`,
      ),
    );
    expect(kept).toEqual([]);
  });
});

describe('a field that others could write', () => {
  it.each([
    ['class', '  count = 0;'],
    ['class', '  name: string | null = null;'],
    ['class', '  readonly names = new Set<string>();'],
    ['class', '  readonly byName: Map<string, number>;'],
    ['class', '  get names(): string[] {'],
    ['class', '  get byName(): Map<string, number> {'],
    ['interface', '  count: number;'],
  ])('is found: %s %j', (kind, line) => {
    expect(openFields(`export ${kind} A {\n${line}\n}\n`)).toEqual([line.trim()]);
  });

  it.each([
    ['class', '  #count = 0;'],
    ['class', '  readonly from: string;'],
    ['class', '  protected readonly map: Map<string, number>;'],
    ['class', '  get names(): readonly string[] {'],
    ['class', '  get byName(): ReadonlyMap<string, number> {'],
    ['class', '  add(name: string): void {'],
    ['interface', '  readonly count: number;'],
  ])('is none: %s %j', (kind, line) => {
    expect(openFields(`export ${kind} A {\n${line}\n}\n`)).toEqual([]);
  });
});
