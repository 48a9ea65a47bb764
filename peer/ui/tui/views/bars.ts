// The rows that say how things stand: the title above, the status below the log, and the keys that help.

import { visible } from '../../../../commons/text.ts';
import { type Face, timeOfDay } from '../face.ts';
import type { ConversationModel } from '../model/conversation-model.ts';
import type { Model } from '../model/model.ts';
import type { PersonModel } from '../model/people.ts';
import { cutRow, cutText, padRow } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';

const bar = (text: string): Span => ({ text, style: 'bar' });
const strong = (text: string): Span => ({ text, style: 'barStrong' });
const danger = (text: string): Span => ({ text, style: 'barDanger' });

/** Where one is, with whom, and whether anybody else can read it. What is wrong is said before what is right. */
export function titleRow(face: Face, model: Model, width: number): Row {
  const { shown } = model;
  const left: Row = [
    strong(` ${shown.isHome ? face.phrases.homeTitle : visible(shown.label)}`),
    bar(about(face, model, shown)),
  ];
  const right: Row = [...security(face, model, shown), bar(' ')];
  const room = width - rowWidth(right);
  if (room < 8) return padRow(cutRow(right, width), width, 'bar');
  return [...padRow(cutRow(left, room - 1), room, 'bar'), ...right];
}

function about({ phrases }: Face, model: Model, shown: ConversationModel): string {
  if (shown.isHome) return model.me === '' ? '' : `  ${visible(model.me)}`;
  if (shown.hasEnded) return `  ${phrases.ended}`;
  if (shown.place.kind === 'private') return '';
  const owner = shown.owner === model.me ? phrases.ownerYou : phrases.owner(visible(shown.owner ?? '?'));
  return `  ${owner}${model.othersIn(shown).length === 0 ? `, ${phrases.nobodyElse}` : ''}`;
}

function security({ phrases, characters }: Face, model: Model, shown: ConversationModel): Span[] {
  const capture = model.capture === null ? [] : [danger(` ${phrases.trafficRecorded} `)];
  if (model.encryption === 'off') return [...capture, danger(` ${phrases.encryptionOff} `)];
  const others = model.othersIn(shown).map((name) => model.people.get(name));
  const names = (who: readonly PersonModel[]): string => who.map(({ name }) => visible(name)).join(', ');
  const plain = others.filter(({ link, isEncrypted }) => link === 'open' && !isEncrypted);
  const recording = others.filter(({ recordsKeys }) => recordsKeys);
  const spans: Span[] = [];
  if (model.keylog !== null) spans.push(danger(` ${phrases.keysRecorded} `));
  if (recording.length > 0) spans.push(danger(` ${phrases.recordKeys(names(recording))} `));
  if (plain.length > 0) spans.push(danger(` ${phrases.notEncrypted(names(plain))} `));
  else if (others.some(({ link }) => link === 'open')) spans.push(bar(` ${characters.lock} ${phrases.encrypted}`));
  if (others.length > 0 && plain.length < others.length) {
    const verified = others.filter(({ isVerified }) => isVerified).length;
    spans.push(bar(`  ${phrases.verifiedCount(verified, others.length)}`));
  }
  return spans;
}

/** The honest line: the tracker, who is reached, what is new elsewhere, and whether there is more below. */
export function statusRow(face: Face, model: Model, now: number, width: number): Row {
  const { phrases } = face;
  const time = timeOfDay(now, face.settings.time);
  const others = model.othersIn(model.shown);
  const reached = others.filter((name) => model.people.get(name).link === 'open').length;
  const items: Span[] = [
    ...(time === '' ? [] : [bar(time)]),
    ...(model.me === '' ? [] : [bar(visible(model.me))]),
    trackerItem(face, model),
    ...(others.length > 0 ? [bar(phrases.reachedCount(reached, others.length))] : []),
    ...(model.shown.isMuted ? [bar(phrases.muted)] : []),
    ...(model.shown.log.isAtBottom ? [] : [strong(phrases.more(model.shown.log.newBelow))]),
    ...activityItem(face, model),
    ...(model.invitations.size > 0 ? [strong(phrases.invitationCount(model.invitations.size))] : []),
  ];
  const row = items.flatMap((item) => [bar(`${face.characters.horizontal}[`), item, bar(']')]);
  const line = face.characters.horizontal.repeat(Math.max(0, width - rowWidth(row)));
  return cutRow([...row, bar(line)], width, face.characters.ellipsis);
}

function trackerItem({ phrases }: Face, { tracker }: Model): Span {
  if (tracker.state === 'connected') return bar(phrases.trackerConnected);
  if (tracker.state === 'lost') return danger(phrases.trackerLost);
  return tracker.reason === '' ? bar(phrases.trackerConnecting) : danger(phrases.trackerLost);
}

/** How many new messages there are in the conversation of that number. */
export function unreadMark({ unread, highlights }: ConversationModel, index: number): string {
  return `${index}:${highlights > 0 ? `@${highlights}` : unread}`;
}

/** `2:3 4:@1`: three new messages in conversation 2, one in 4 that is for us. */
function activityItem({ phrases }: Face, { conversations }: Model): Span[] {
  const list = conversations.flatMap((each, index) => (each.unread === 0 ? [] : [unreadMark(each, index)]));
  if (list.length === 0) return [];
  return [strong(phrases.activity(list.join(' ')))];
}

/** The keys that help most; those for which there is room. */
export function hintRow({ phrases }: Face, flash: string, width: number): Row {
  if (flash !== '') return padRow([{ text: ` ${cutText(flash, width - 1)}`, style: 'warning' }], width, 'hint');
  const row: Span[] = [];
  let room = width;
  for (const [key, what] of phrases.hints) {
    const wide = widthOf(key) + widthOf(what) + 3;
    if (wide > room) continue;
    room -= wide;
    row.push({ text: ` ${key}`, style: 'hintKey' }, { text: ` ${what} `, style: 'hint' });
  }
  return padRow(row, width, 'hint');
}
