// A frame as an SVG that needs nothing else: no font, no script, nothing from elsewhere. Each run of text says where it
// begins and how wide it is, so that columns stay columns whatever font there is; lines and blocks are drawn, since
// glyphs of them leave gaps.

import type { EmulatedCell } from '../helpers/emulator.ts';
import { CELL, drawing, isDrawn, rectangle, round } from './drawn-characters.ts';
import type { Frame } from './frame.ts';
import { colourOf, type Palette } from './palette.ts';

const BASELINE = 13;
const MARGIN = 12;
const TITLE_HEIGHT = 30;
const FONTS = "ui-monospace,'SF Mono',Menlo,'DejaVu Sans Mono',Consolas,'Liberation Mono',monospace";

interface Look {
  readonly foreground: string;
  readonly background: string;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
}

/** `caption`: what a person who cannot see it is told. */
export function frameSvg(frame: Frame, palette: Palette, caption: string): string {
  const columns = frame.rows[0]?.length ?? 0;
  const width = round(columns * CELL.width + 2 * MARGIN);
  const height = frame.rows.length * CELL.height + TITLE_HEIGHT + 2 * MARGIN;
  const { background, foreground, frame: bar, edge, caption: dim } = palette;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (colour, index) => `<circle cx="${20 + index * 20}" cy="15" r="6" fill="${colour}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(caption)}</title>`,
    `<style>text{font:14px ${FONTS}}.b{font-weight:700}.m{text-anchor:middle}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="${background}" stroke="${edge}"/>`,
    `<path d="M1 ${TITLE_HEIGHT}V9.5A8.5 8.5 0 0 1 9.5 1H${width - 9.5}A8.5 8.5 0 0 1 ${width - 1} 9.5V${TITLE_HEIGHT}z" fill="${bar}"/>`,
    ...dots,
    `<text class="m" x="${round(width / 2)}" y="20" fill="${dim}">${escaped(frame.title)}</text>`,
    `<g transform="translate(${MARGIN} ${TITLE_HEIGHT + MARGIN})" fill="${foreground}">`,
    ...backgrounds(frame, palette),
    ...drawings(frame, palette),
    ...frame.rows.flatMap((row, y) => texts(row, y, palette)),
    ...cursor(frame, palette),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function lookOf(cell: EmulatedCell, palette: Palette): Look {
  const foreground = cell.foreground === null ? palette.foreground : colourOf(palette, cell.foreground);
  const background = cell.background === null ? palette.background : colourOf(palette, cell.background);
  const { isBold, isUnderlined } = cell;
  if (cell.isInverse) return { foreground: background, background: foreground, isBold, isUnderlined };
  return { foreground, background, isBold, isUnderlined };
}

/** Neighbours that are the same are one. */
interface Run<T> {
  readonly x: number;
  readonly length: number;
  readonly of: T;
}

function runs<T>(row: readonly EmulatedCell[], of: (cell: EmulatedCell) => T | null): Run<T>[] {
  const found: Run<T>[] = [];
  for (const [x, cell] of row.entries()) {
    const value = of(cell);
    const last = found.at(-1);
    if (value === null) continue;
    if (last && last.of === value && last.x + last.length === x)
      found[found.length - 1] = { ...last, length: last.length + 1 };
    else found.push({ x, length: 1, of: value });
  }
  return found;
}

/** By colour, so that each is named once. */
function filled(parts: ReadonlyMap<string, readonly string[]>): string[] {
  return [...parts].map(([colour, paths]) => `<path fill="${colour}" d="${paths.join('')}"/>`);
}

function add(parts: Map<string, string[]>, colour: string, path: string): void {
  parts.set(colour, [...(parts.get(colour) ?? []), path]);
}

function backgrounds({ rows }: Frame, palette: Palette): string[] {
  const parts = new Map<string, string[]>();
  for (const [y, row] of rows.entries()) {
    const coloured = runs(row, (cell) => {
      const { background } = lookOf(cell, palette);
      return background === palette.background ? null : background;
    });
    for (const { x, length, of } of coloured) {
      add(parts, of, rectangle(x * CELL.width, y * CELL.height, length * CELL.width, CELL.height));
    }
  }
  return filled(parts);
}

function drawings({ rows }: Frame, palette: Palette): string[] {
  const parts = new Map<string, string[]>();
  for (const [y, row] of rows.entries()) {
    const drawn = runs(row, (cell) => (isDrawn(cell.text) ? `${cell.text} ${lookOf(cell, palette).foreground}` : null));
    for (const { x, length, of } of drawn) {
      const [character = '', colour = ''] = of.split(' ');
      for (const path of drawing(character, x, y, length)) add(parts, colour, path);
    }
  }
  return filled(parts);
}

/** Those that every font for terminals has, in one width. */
const USUAL = /^[\x21-\x7e\u00a1-\u017f]$/;

function texts(row: readonly EmulatedCell[], y: number, palette: Palette): string[] {
  const baseline = y * CELL.height + BASELINE;
  const written: string[] = [];
  let run = { x: 0, text: '', look: '' };
  const flush = (): void => {
    const text = run.text.trimEnd();
    if (text !== '') {
      const width = [...text].length * CELL.width;
      written.push(
        `<text x="${round(run.x * CELL.width)}" y="${baseline}" textLength="${round(width)}" lengthAdjust="spacingAndGlyphs"${run.look}>${escaped(text)}</text>`,
      );
    }
    run = { x: 0, text: '', look: '' };
  };
  for (const [x, cell] of row.entries()) {
    const isBlank = cell.text === '' || cell.text === ' ';
    const look = attributes(lookOf(cell, palette), palette);
    if (isBlank && (run.text === '' || run.text.endsWith(' '))) flush();
    else if (isBlank) run.text += ' ';
    else if (USUAL.test(cell.text)) {
      if (look !== run.look) flush();
      if (run.text === '') run = { x, text: '', look };
      run.text += cell.text;
    } else {
      flush();
      if (isDrawn(cell.text)) continue;
      const middle = round((x + cell.width / 2) * CELL.width);
      written.push(`<text x="${middle}" y="${baseline}"${withClass(look, 'm')}>${escaped(cell.text)}</text>`);
    }
  }
  flush();
  return written;
}

function attributes({ foreground, isBold, isUnderlined }: Look, palette: Palette): string {
  const colour = foreground === palette.foreground ? '' : ` fill="${foreground}"`;
  return `${isBold ? ' class="b"' : ''}${colour}${isUnderlined ? ' text-decoration="underline"' : ''}`;
}

function withClass(look: string, name: string): string {
  return look.includes('class="') ? look.replace('class="', `class="${name} `) : ` class="${name}"${look}`;
}

function cursor({ cursor: at }: Frame, { foreground }: Palette): string[] {
  if (!at) return [];
  const path = rectangle(at.x * CELL.width, at.y * CELL.height + 1, CELL.width, CELL.height - 2);
  return [`<path fill="${foreground}" fill-opacity=".65" d="${path}"/>`];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
