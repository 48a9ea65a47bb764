// The shape of the house, asserted: who may import whom, and that each outside thing has one importer.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Source {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => {
        const file = join(root, folder, name);
        const text = readFileSync(file, 'utf8');
        const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
        const imports = specifiers.map((name) =>
          name.startsWith('.') ? relative(root, join(dirname(file), name)) : name,
        );
        return { path: relative(root, file), text, imports };
      }),
  );
}

const importersOf = (module: string, of: readonly Source[]): string[] =>
  of.filter(({ imports }) => imports.includes(module)).map(({ path }) => path);

const product = sources('commons', 'tracker', 'peer');

describe('who may import whom', () => {
  it('commons knows neither the tracker nor the peer', () => {
    const strays = sources('commons').filter(({ imports }) => imports.some((name) => /^(tracker|peer)\//.test(name)));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('the tracker and the peer never meet', () => {
    const tracker = sources('tracker').filter(({ imports }) => imports.some((name) => name.startsWith('peer/')));
    const peer = sources('peer').filter(({ imports }) => imports.some((name) => name.startsWith('tracker/')));
    expect([...tracker, ...peer].map(({ path }) => path)).toEqual([]);
  });

  it('the session knows reports alone: no face and no words, no shell and no clock', () => {
    const known =
      /^(commons\/(limits|model|text)|peer\/session)\/|^peer\/(reports|problems|reasons|commands\/spoken)\.ts$/;
    const strays = sources('peer/session').flatMap(({ path, imports }) =>
      imports.filter((name) => !known.test(name)).map((name) => `${path}: ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('a typed line is read once: by the faces of lines, and for the line of the full screen', () => {
    expect(importersOf('peer/commands/read-line.ts', product)).toEqual([
      'peer/ui/json.ts',
      'peer/ui/plain.ts',
      'peer/ui/tui/actions/sending.ts',
    ]);
  });

  it('nothing that was chosen on the screen becomes the text of a command', () => {
    const composing = /\b(?:enter|intend|readCommand|readLine|readScreenLine)\([`'"]\//;
    expect(
      sources('peer/ui')
        .filter(({ text }) => composing.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('handlers see no socket and no store', () => {
    const strays = sources('tracker/requests').filter(({ imports }) =>
      imports.some((name) => /net\/tcp|json-channel|json-store|control-connection|tracker-service/.test(name)),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});

describe('words', () => {
  /** Without comments. */
  const codeOf = ({ text }: Source): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

  it('are found by these tests', () => {
    const sentences = (text: string): string[] => sentencesIn(codeOf({ path: 'x', imports: [], text }));
    expect(sentences("// a comment\nconst a = `bob is gone`;\nconst b = 'left room';")).toEqual([
      '`bob is gone`',
      "'left room'",
    ]);
    expect(sentences("/** bob is gone */ const a = 'LEFT', b = 'a', c = `@bob`;")).toEqual([]);
  });

  it.each(['peer/core', 'peer/session'])('are not in %s: problems and reasons are values there', (folder) => {
    const sentences = sources(folder).flatMap((source) =>
      sentencesIn(codeOf(source)).map((text) => `${source.path}: ${text}`),
    );
    expect(sentences).toEqual([]);
  });

  it('are made of fields, and never taken out of other sentences', () => {
    const taking = /RegExp|\.(?:exec|test|match|matchAll|search)\(|[=(,:]\s*\/(?![/*])/;
    const takers = sources('peer/ui/phrases', 'peer/ui/tui/phrases').filter((source) =>
      taking.test(codeOf(source).replace(LITERAL, '')),
    );
    expect(takers.map(({ path }) => path)).toEqual([]);
  });
});

const LITERAL = /'[^'\n]*'|`[^`]*`|"[^"\n]*"/g;

/** String literals of two words or more. */
function sentencesIn(code: string): string[] {
  return [...code.matchAll(LITERAL)]
    .map(([literal]) => literal)
    .filter((literal) => /(?:[A-Za-z]{2,}|\}) [a-z]{2,}/.test(literal));
}

describe('import circles', () => {
  /** Groups of files that import each other, directly or by way of others (Tarjan's strongly connected components). */
  function circlesIn(all: readonly Source[]): string[][] {
    const importsOf = new Map(all.map(({ path, imports }) => [path, imports]));
    const [order, lowest] = [new Map<string, number>(), new Map<string, number>()];
    const [open, circles]: [string[], string[][]] = [[], []];
    const visit = (path: string): number => {
      const number = order.size;
      order.set(path, number);
      lowest.set(path, number);
      open.push(path);
      for (const imported of importsOf.get(path) ?? []) {
        if (!importsOf.has(imported)) continue;
        const reached = order.has(imported)
          ? open.includes(imported)
            ? (order.get(imported) ?? 0)
            : number
          : visit(imported);
        lowest.set(path, Math.min(lowest.get(path) ?? number, reached));
      }
      if (lowest.get(path) === number) {
        const circle = open.splice(open.indexOf(path));
        if (circle.length > 1) circles.push(circle.sort());
      }
      return lowest.get(path) ?? number;
    };
    for (const { path } of all) if (!order.has(path)) visit(path);
    return circles;
  }

  it('are found by this test', () => {
    const file = (path: string, ...imports: string[]): Source => ({ path, text: '', imports });
    expect(circlesIn([file('a', 'b'), file('b', 'c'), file('c', 'b', 'd'), file('d')])).toEqual([['b', 'c']]);
    expect(circlesIn([file('a', 'b', 'c'), file('b', 'd'), file('c', 'd'), file('d')])).toEqual([]);
  });

  it('do not exist', () => {
    expect(circlesIn(sources('commons', 'tracker', 'peer', 'scripts', 'bench'))).toEqual([]);
  });
});

/**
 * What a module loads with it, and what that loads, with the way from `path` to it. What is imported for its types
 * alone, or later, does not count.
 */
function loadedWith(path: string, seen = new Map<string, string>(), way = path): Map<string, string> {
  if (seen.has(path)) return seen;
  seen.set(path, way);
  if (!path.endsWith('.ts')) return seen;
  const text = readFileSync(join(root, path), 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export) (?!type )(?:[^;']*? from )?'([^']+)';/gm)) {
    const loaded = name.startsWith('.') ? relative(root, join(root, dirname(path), name)) : name;
    loadedWith(loaded, seen, `${way} > ${loaded}`);
  }
  return seen;
}

describe('the cores', () => {
  const cores = [
    ...sources('peer/core', 'peer/session', 'tracker/rooms'),
    ...product.filter(({ path }) => /^peer\/links\/link(-\w+)?\.ts$/.test(path)),
  ].map(({ path }) => path);
  const loaded = new Map<string, string>();
  for (const path of cores) loadedWith(path, loaded);

  it('load no network, no disk, no clock, no cryptography and no shell, by whatever way', () => {
    const isOutside = (path: string): boolean =>
      /^node:(?!buffer$)/.test(path) ||
      /^commons\/(clock|net\/(tcp|json-channel)|storage\/)|peer\/(program|ui|tracker)\/|links\/links/.test(path) ||
      (!path.endsWith('.ts') && !path.startsWith('node:') && !['zod', 'ipaddr.js'].includes(path));
    expect([...loaded].filter(([path]) => isOutside(path)).map(([, way]) => way)).toEqual([]);
    expect(loaded.has('zod')).toBe(true); // Imports are followed.
  });

  it('read no clock, take no chance and set no timer themselves, nor does what they load', () => {
    const impure =
      /Date\.now|performance\.|new Date\(\)|Math\.random|\bcrypto\.|setTimeout|setInterval|setImmediate|process\./;
    const strays = [...loaded.keys()].filter(
      (path) => path.endsWith('.ts') && impure.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(strays).toEqual([]);
  });
});

describe('the first picture of the full screen', () => {
  it('waits for no library that it does not need: to load one takes as long as node itself', () => {
    const loaded = loadedWith('peer/ui/tui/open.ts', loadedWith('peer/main.ts'));
    const outside = [...loaded.keys()].filter((name) => !name.endsWith('.ts') && !name.startsWith('blessed/')).sort();
    expect(outside).toEqual([
      'commander',
      'get-east-asian-width',
      'node:buffer', // node has loaded it before any program.
      'node:events',
      'node:fs',
      'node:fs/promises',
      'node:module',
      'node:os',
      'node:path',
      'node:process',
      'node:tty',
      'uqr',
    ]);
  });
});

describe('each outside thing has one importer', () => {
  it.each([
    ['node:net', ['commons/net/local-socket.ts', 'commons/net/tcp.ts']],
    ['node:tls', ['commons/net/tls.ts']],
    ['lowdb', ['commons/storage/json-store.ts']],
    ['ipaddr.js', ['commons/net/address-range.ts']],
    ['pino', ['commons/process/logger.ts']],
    ['node:process', ['peer/profile/folders.ts']],
    ['blessed/lib/widgets/screen.js', ['peer/ui/tui/screen/blessed-parts.ts']],
    ['linkify-it', ['peer/ui/tui/text/find-addresses.ts']],
    ['uqr', ['peer/ui/tui/views/qr-code.ts']],
    ['get-east-asian-width', ['peer/ui/tui/text/width.ts']],
  ])('%s', (module, importers) => {
    expect(importersOf(module, product)).toEqual(importers);
  });

  it('URLs: nobody asks URL.canParse, which node 20 answers wrongly once it is optimized', () => {
    const asking = product.filter(({ path, text }) => path !== 'commons/text/read-url.ts' && text.includes('canParse'));
    expect(asking.map(({ path }) => path)).toEqual([]);
  });

  it('the clock: nobody else reads the time or sets a timer', () => {
    const reading = /Date\.now\(|performance\.now\(|setTimeout\(|setInterval\(|new Date\(\)/;
    const strays = product.filter(({ path, text }) => path !== 'commons/clock.ts' && reading.test(text));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('the process: only the command lines know it', () => {
    const strays = product.filter(
      ({ path, text }) => !path.endsWith('main.ts') && /\bprocess\.(?!nextTick)\w/.test(text),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});

describe('the tests', () => {
  it('never wait by the clock', () => {
    const waiting = /setTimeout\(\s*\w+\s*,\s*[0-9_]{3,}\)|\bsleep\(/;
    const strays = sources('test').filter(({ path, text }) => path !== 'test/boundaries.test.ts' && waiting.test(text));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});
