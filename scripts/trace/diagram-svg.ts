// A sequence diagram as an SVG that needs nothing else: no font, no script, nothing from elsewhere.

import { cutText } from '../../peer/ui/tui/text/fit.ts';
import { widthOf } from '../../peer/ui/tui/text/width.ts';
import type { Arrow, Diagram } from './diagram.ts';

const FONTS = "ui-monospace,'SF Mono',Menlo,'DejaVu Sans Mono',Consolas,'Liberation Mono',monospace";

/** Of one column of text, at 13 px. */
const CHARACTER = 7.9;
const ROW = 36;
const MARGIN = 16;
const TIMES = 72;
const HEAD = 74;
const BOX = { height: 28, padding: 14 };
const LEGEND = 26;

/** Beside the first and the last lifeline. */
const EDGE = 90;

/** What is said below needs some room. */
const LEAST_WIDTH = 560;

/** From one lifeline to the next. */
const NARROWEST = 130;
const WIDEST = 330;

const COLOUR = {
  background: '#11151c',
  edge: '#333b49',
  text: '#d7dce4',
  dim: '#9aa4b2',
  life: '#3d4656',
  encrypted: '#7ee787',
  plain: '#f2cc60',
};

/** Those of the participants, in turn. */
const PEOPLE = ['#79c0ff', '#7ee787', '#f2cc60', '#e0a3ff', '#ff7b72', '#56d4dd'];

/** `caption`: what a person who cannot see it is told. */
export function diagramSvg(diagram: Diagram, caption: string): string {
  const { participants, arrows, remarks } = diagram;
  const gap = gapOf(diagram);
  const edge = arrows.some(({ from, to }) => from === to) ? gap : EDGE;
  const first = MARGIN + TIMES + EDGE;
  const x = (column: number): number => round(first + column * gap);
  const foot = HEAD + arrows.length * ROW;
  const width = Math.max(LEAST_WIDTH, round(first + Math.max(0, participants.length - 1) * gap + edge + MARGIN));
  const height = foot + MARGIN + LEGEND * (1 + remarks.length);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(caption)}</title>`,
    `<style>text{font:13px ${FONTS};fill:${COLOUR.text}}.m{text-anchor:middle}.b{font-weight:700}.t{text-anchor:end;fill:${COLOUR.dim};font-size:11px}.d{fill:${COLOUR.dim}}.s{paint-order:stroke;stroke:${COLOUR.background};stroke-width:5}path{fill:none}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="${COLOUR.background}" stroke="${COLOUR.edge}"/>`,
    ...participants.flatMap((name, column) => participant(name, x(column), foot, gap, colourOf(column))),
    ...arrows.flatMap((arrow, index) => drawn(arrow, HEAD + (index + 0.7) * ROW, x, gap)),
    ...legend(remarks, foot + LEGEND),
    '</svg>',
    '',
  ].join('\n');
}

/** As wide as what is said wants it. */
function gapOf({ arrows, participants }: Diagram): number {
  const wanted = arrows.map(
    ({ from, to, text }) => (widthOf(text) * CHARACTER + 48) / Math.max(1, Math.abs(to - from)),
  );
  const names = participants.map((name) => widthOf(name) * CHARACTER + 2 * BOX.padding + 16);
  const widest = [...wanted, ...names].reduce((most, one) => Math.max(most, one), NARROWEST);
  return Math.round(Math.min(widest, WIDEST));
}

function participant(name: string, x: number, foot: number, gap: number, colour: string): string[] {
  const shown = cutText(name, Math.floor((Math.min(gap, 2 * EDGE) - 2 * BOX.padding - 16) / CHARACTER));
  const width = round(widthOf(shown) * CHARACTER + 2 * BOX.padding);
  const top = MARGIN + 8;
  return [
    `<path d="M${x} ${top + BOX.height}V${foot}" stroke="${COLOUR.life}" stroke-dasharray="3 4"/>`,
    `<rect x="${round(x - width / 2)}" y="${top}" width="${width}" height="${BOX.height}" rx="6" fill="${COLOUR.background}" stroke="${colour}"/>`,
    `<text class="m b" x="${x}" y="${top + 19}" style="fill:${colour}">${escaped(shown)}</text>`,
  ];
}

function drawn(arrow: Arrow, y: number, x: (column: number) => number, gap: number): string[] {
  const { from, to, text, isEncrypted, isAnswer } = arrow;
  const [start, end] = [x(from), x(to)];
  const span = Math.max(gap, Math.abs(end - start));
  const shown = cutText(text, Math.floor((span - 40) / CHARACTER));
  const middle = from === to ? round(start + gap / 2) : round((start + end) / 2);
  const colour = colourOf(from);
  const lock = round(middle - (widthOf(shown) * CHARACTER) / 2 - 14);
  return [
    `<text class="t" x="${MARGIN + TIMES - 12}" y="${y + 4}">${(arrow.afterMs / 1000).toFixed(3)} s</text>`,
    ...padlock(lock, y - 17, isEncrypted),
    `<text class="m s" x="${middle}" y="${y - 7}">${escaped(shown)}</text>`,
    `<path d="${shaft(start, end, y)}" stroke="${colour}" stroke-width="1.5"${isAnswer ? ' stroke-dasharray="6 4"' : ''}/>`,
    `<path d="${head(start, end, y)}" stroke="${colour}" stroke-width="1.5"/>`,
  ];
}

/** Who talks to themselves, through two connections, gets an arrow that comes back. */
function shaft(start: number, end: number, y: number): string {
  return start === end ? `M${start} ${y - 4}h24v8h-22` : `M${start} ${y}H${end}`;
}

function head(start: number, end: number, y: number): string {
  if (start === end) return `M${start + 7} ${y}l-5 4l5 4`;
  return end > start ? `M${end - 7} ${y - 4}l6 4l-6 4` : `M${end + 7} ${y - 4}l-6 4l6 4`;
}

/** Closed: encrypted on the wire; open: everybody on the way could read it. */
function padlock(x: number, y: number, isClosed: boolean): string[] {
  const colour = isClosed ? COLOUR.encrypted : COLOUR.plain;
  const shackle = isClosed ? 'v-2a2.5 2.5 0 0 1 5 0v2' : 'v-3a2.5 2.5 0 0 1 5 0';
  return [
    `<path d="M${round(x + 1.5)} ${y + 5}${shackle}" stroke="${colour}" stroke-width="1.3"/>`,
    `<rect x="${x}" y="${y + 5}" width="8" height="6" rx="1" fill="${colour}"/>`,
  ];
}

function legend(remarks: readonly string[], y: number): string[] {
  const closed = MARGIN + 4;
  const open = closed + 190;
  return [
    ...padlock(closed, y - 11, true),
    `<text class="d" x="${closed + 16}" y="${y}">encrypted on the wire</text>`,
    ...padlock(open, y - 11, false),
    `<text class="d" x="${open + 16}" y="${y}">in the clear</text>`,
    ...remarks.map(
      (remark, index) => `<text x="${MARGIN + 4}" y="${y + (index + 1) * LEGEND}">${escaped(remark)}</text>`,
    ),
  ];
}

function colourOf(column: number): string {
  return PEOPLE[column % PEOPLE.length] ?? COLOUR.text;
}

/**
 * XML knows no other control characters than these, and lone halves of characters are none; the rest is harmless
 * already.
 */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** To a tenth of a pixel: more would only be longer. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
