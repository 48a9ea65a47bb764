import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Whatever can grow: of a class field, a field of an interface, or a variable of a module. */
const GROWS = /(?:^|[^\w])(?:Map|Set|Array)<|\[\]|new (?:Map|Set|WeakMap)\b|\bBuffer\b|\bOutbox\b|\bRecentIds\b/;

/** `#name: T = ...`, `name = ...`, `static name`, at the indentation of a class or an interface. */
const FIELD =
  /^ {2}(?:(?:private|protected|public|static|readonly|declare) )*(#?\w+)[?!]?(?:: ((?:[^=]|=>)+?))?(?: = (.*?))?[;,]?$/;

/** `const name = ...` of a module, exported or not. */
const VARIABLE = /^(?:export )?(?:const|let) (\w+)(?:: ([^=]+?))? = (.*?);?$/;

/** What never changes has a name in capitals, or cannot be changed. */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;
const UNCHANGING = /^(?:Readonly(?:Map|Set|Array)<|readonly |\(?\([^()]*\) => (?!.*\)\[\]))/;

/** The collections that live longer than a call, as `file name`, in these folders. */
export function longLivedCollections(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file))
      .flatMap((file) => collectionsIn(readFileSync(join(ROOT, file), 'utf8')).map((name) => `${file} ${name}`)),
  );
}

/**
 * The names of those in one file. It reads lines, as they are formatted here: a collection in a closure is not found.
 */
export function collectionsIn(source: string): string[] {
  const found: string[] = [];
  let isInBody = false;
  for (const line of source.split('\n')) {
    if (/^(?:export )?(?:abstract )?(?:class|interface|type) /.test(line)) isInBody = true;
    else if (/^[^ \n}]/.test(line)) isInBody = false;
    const [, name = '', type = '', value = ''] = (isInBody ? FIELD.exec(line) : VARIABLE.exec(line)) ?? [];
    if (name === '' || CONSTANT.test(name) || !GROWS.test(`${type} ${value}`)) continue;
    const isConstant = UNCHANGING.test(type) || (!isInBody && /^(?:\(|async|.*=>)/.test(value));
    if (!isConstant) found.push(name);
  }
  return [...new Set(found)];
}
