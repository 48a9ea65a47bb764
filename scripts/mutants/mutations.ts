// The small faults that are put into the source, one at a time: what a slip of the hand would do. Pure.

import { parseAst } from 'rolldown/parseAst';

/** Replaces the text from `start` up to `end` (UTF-16 units). */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const OTHER_OPERATOR: { readonly [operator: string]: string } = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '-': '+',
  '*': '/',
  '&&': '||',
  '||': '&&',
};

/** All mutations of a TypeScript source, in their order. Types and imports have none. */
export function mutationsOf(source: string): Mutation[] {
  const found: Mutation[] = [];
  walk(parseAst(source, { lang: 'ts' }) as unknown as Node, (node) => found.push(...mutationsAt(node, source)));
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function mutated(source: string, { start, end, replacement }: Mutation): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

/** A mutation on one line: `12: a < b -> a <= b`. */
export function describeMutation(source: string, mutation: Mutation): string {
  const line = source.slice(0, mutation.start).split('\n').length;
  const was = source.slice(mutation.start, mutation.end).replaceAll(/\s+/g, ' ');
  return `${line}: ${shortened(was)} -> ${shortened(mutation.replacement) || '(nothing)'}`;
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

function mutationsAt(node: Node, source: string): Mutation[] {
  const { type, start, end } = node;
  const text = (part: unknown): string => source.slice((part as Node).start, (part as Node).end);
  const replace = (replacement: string): Mutation[] => [{ start, end, replacement }];
  switch (type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const other = OTHER_OPERATOR[String(node['operator'])];
      return other === undefined ? [] : replace(`${text(node['left'])} ${other} ${text(node['right'])}`);
    }
    case 'UnaryExpression':
      return node['operator'] === '!' ? replace(text(node['argument'])) : [];
    case 'Literal':
      if (typeof node['value'] === 'boolean') return replace(String(!node['value']));
      return typeof node['value'] === 'number' ? replace(String(node['value'] + 1)) : [];
    case 'IfStatement':
      return [{ start: (node['test'] as Node).start, end: (node['test'] as Node).end, replacement: 'false' }];
    case 'ConditionalExpression':
      return replace(`${text(node['test'])} ? ${text(node['alternate'])} : ${text(node['consequent'])}`);
    case 'ExpressionStatement':
      return replace(';');
    default:
      return [];
  }
}

/** Types and modules change nothing at run time. What stands inside an `as` or a `!` does. */
const WITHOUT: ReadonlySet<string> = new Set(['ImportDeclaration', 'ExportAllDeclaration']);
const TRANSPARENT: ReadonlySet<string> = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']);

function walk(node: Node, visit: (node: Node) => void): void {
  if (WITHOUT.has(node.type) || (node.type.startsWith('TS') && !TRANSPARENT.has(node.type))) return;
  visit(node);
  for (const part of Object.values(node).flat()) if (isNode(part)) walk(part, visit);
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && typeof (part as { type?: unknown }).type === 'string';
}
