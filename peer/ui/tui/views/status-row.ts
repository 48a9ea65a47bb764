// The row below the log: the tracker, who is reached, what is new elsewhere. Where there is little room words are
// shortened first, and then what matters least is left out; unread messages stay to the last.

import { visible } from '../../../../commons/text/text.ts';
import type { Conversation } from '../../../session/conversation.ts';
import { type Face, timeOfDay } from '../face.ts';
import type { Model } from '../model/model.ts';
import { cutRow } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import type { Style } from '../theme/style.ts';

/** From what matters least to what matters most. */
const WEIGHTS = ['time', 'me', 'tracker', 'reached', 'muted', 'more', 'invitations', 'alarm', 'activity'] as const;

interface Item {
  readonly weight: (typeof WEIGHTS)[number];
  readonly text: string;
  readonly short: string;
  readonly style: Style;
}

const FRAME_COLUMNS = 3;

export function statusRow(face: Face, model: Model, now: number, width: number): Row {
  const items = fitted(itemsOf(face, model, now, width), width);
  const { horizontal, ellipsis } = face.characters;
  const row = items.flatMap(({ text, style }): Span[] => [
    { text: `${horizontal}[`, style: 'bar' },
    { text, style },
    { text: ']', style: 'bar' },
  ]);
  const line = horizontal.repeat(Math.max(0, width - rowWidth(row)));
  return cutRow([...row, { text: line, style: 'bar' }], width, ellipsis);
}

function itemsOf(face: Face, model: Model, now: number, width: number): Item[] {
  const { phrases, characters } = face;
  const { shown, log, session } = model;
  const { me, questions } = session;
  const { invitations, requests } = questions;
  const others = model.session.othersIn(shown);
  const reached = others.filter((name) => model.session.people.lookUp(name).link === 'open').length;
  const item = (weight: Item['weight'], text: string, short = text, style: Style = 'bar'): Item[] =>
    text === '' ? [] : [{ weight, text, short, style }];
  const below = log.newBelow;
  const activity = activityOf(model, width - FRAME_COLUMNS);
  const count = invitations.size + requests.size;
  return [
    ...item('time', timeOfDay(now, face.settings.time)),
    ...item('me', visible(me)),
    ...trackerItem(face, model),
    ...item(
      'reached',
      others.length === 0 ? '' : phrases.reachedCount(reached, others.length),
      `${reached}/${others.length}`,
    ),
    ...item('muted', shown.isMuted ? phrases.muted : ''),
    ...item('more', log.isAtBottom ? '' : phrases.more(below), `${characters.arrowDown}${below || ''}`, 'barStrong'),
    ...item('activity', activity === '' ? '' : phrases.activity(activity), activity, 'barStrong'),
    ...item(
      'invitations',
      count === 0 ? '' : phrases.waitingCount(invitations.size, requests.size),
      `F7:${count}`,
      'barStrong',
    ),
  ];
}

function trackerItem({ phrases }: Face, { session: { tracker } }: Model): Item[] {
  const isAway = tracker.state === 'lost' || (tracker.state === 'reconnecting' && tracker.reason !== null);
  if (isAway) return [{ weight: 'alarm', text: phrases.trackerLost, short: phrases.trackerLost, style: 'barDanger' }];
  const text = tracker.state === 'connected' ? phrases.trackerConnected : phrases.trackerConnecting;
  return [{ weight: 'tracker', text, short: text, style: 'bar' }];
}

/** How many new messages there are in the conversation of that number. */
export function unreadMark({ unread, highlights }: Conversation, index: number): string {
  return `${index}:${highlights > 0 ? `@${highlights}` : unread}`;
}

/**
 * `2:3 4:@1`: three new messages in conversation 2, one in 4 that is for us. Where not all fit, what is for us comes
 * first.
 */
function activityOf({ session }: Model, width: number): string {
  const unread = session.conversations.flatMap((each, index) => (each.unread === 0 ? [] : [{ each, index }]));
  const all = unread.map(({ each, index }) => unreadMark(each, index)).join(' ');
  if (widthOf(all) <= width) return all;
  const sorted = unread.sort((a, b) => Number(b.each.highlights > 0) - Number(a.each.highlights > 0));
  let shown = '';
  for (const [at, { each, index }] of sorted.entries()) {
    const more = `${shown}${shown === '' ? '' : ' '}${unreadMark(each, index)}`;
    if (widthOf(`${more} +${sorted.length - at - 1}`) > width) return `${shown} +${sorted.length - at}`;
    shown = more;
  }
  return shown;
}

/** What fits: all of it, or all of it shortened where that is needed, or what matters most. */
function fitted(items: readonly Item[], width: number): readonly Item[] {
  const columns = (some: readonly Item[]): number =>
    some.reduce((sum, { text }) => sum + widthOf(text) + FRAME_COLUMNS, 0);
  let shown = [...items];
  for (const weight of WEIGHTS) {
    if (columns(shown) <= width) return shown;
    shown = shown.map((item) => (item.weight === weight ? { ...item, text: item.short } : item));
  }
  for (const weight of WEIGHTS) {
    if (columns(shown) <= width || shown.length === 1) return shown;
    shown = shown.filter((item) => item.weight !== weight);
  }
  return shown;
}
