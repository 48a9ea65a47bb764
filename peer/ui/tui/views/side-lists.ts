// The columns beside the log: the conversations, and the people of the one that is shown. A row knows what it is for,
// so that a click and the keys find it.

import { visible } from '../../../../commons/text/text.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { KnownPerson } from '../../../session/people.ts';
import type { Face } from '../face.ts';
import type { Model } from '../model/model.ts';
import { cutText, padRow } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import type { Style } from '../theme/style.ts';
import { nameStyle } from './names.ts';

export type Target = { readonly conversation: Conversation } | { readonly person: string };

export function isSameTarget(a: Target, b: Target | null): boolean {
  if (b === null) return false;
  if ('person' in a) return 'person' in b && a.person === b.person;
  return 'conversation' in b && a.conversation === b.conversation;
}

export interface SideRow {
  readonly row: Row;
  readonly target: Target | null;
}

const heading = (text: string): SideRow => ({ row: [{ text, style: 'heading' }], target: null });
const empty: SideRow = { row: [], target: null };

/** The conversations in their order, numbered as Alt and a digit call them. */
export function roomRows(face: Face, model: Model, selected: Target | null, width: number): SideRow[] {
  const row = (conversation: Conversation): SideRow => ({
    row: conversationRow(face, model, conversation, isSameTarget({ conversation }, selected), width),
    target: { conversation },
  });
  const of = (kind: 'room' | 'private'): Conversation[] =>
    model.session.conversations.filter(({ place }) => place.kind === kind);
  const direct = of('private');
  return [
    heading(face.phrases.rooms),
    row(model.session.home),
    ...of('room').map(row),
    ...(direct.length > 0 ? [heading(face.phrases.direct), ...direct.map(row)] : []),
  ];
}

function conversationRow(face: Face, model: Model, of: Conversation, isSelected: boolean, width: number): Row {
  const { unread, highlights, isMuted, hasEnded } = of;
  const number = model.session.conversations.indexOf(of);
  const style: Style = isSelected
    ? 'itemSelected'
    : of === model.shown
      ? 'strong'
      : highlights > 0
        ? 'itemHighlight'
        : unread > 0
          ? 'itemUnread'
          : 'item';
  const pointer = of === model.shown ? '>' : ' ';
  const label = of.isHome ? face.phrases.home : visible(of.label);
  const state = hasEnded ? face.characters.cross : isMuted ? '-' : '';
  const count = highlights > 0 ? `@${highlights}` : unread > 0 ? String(unread) : state;
  const text = `${pointer}${number < 10 ? number : ' '} ${label}`;
  const room = width - widthOf(count) - 1;
  const shown = cutText(text, room, face.characters.ellipsis);
  return [{ text: `${shown}${' '.repeat(Math.max(0, room - widthOf(shown)))}${count} `, style }];
}

/** The others in the conversation that is shown, with how each is reached and how well their key is known. */
export function peopleRows(face: Face, model: Model, selected: Target | null, width: number): SideRow[] {
  if (model.shown.isHome) return [];
  const names = model.session.othersIn(model.shown);
  return [
    heading(face.phrases.peopleCount(names.length)),
    ...names.map((name) => ({
      row: personRow(face, model, name, isSameTarget({ person: name }, selected), width),
      target: { person: name },
    })),
  ];
}

function personRow(face: Face, model: Model, name: string, isSelected: boolean, width: number): Row {
  const person = model.session.people.lookUp(name);
  const marks = keyMarks(face, person);
  const shown = cutText(visible(name), Math.max(1, width - 4 - widthOf(marks)), face.characters.ellipsis);
  const isAway = model.shown.members.get(name) === 'away';
  const style: Style = isSelected ? 'itemSelected' : isAway ? 'dim' : nameStyle(name);
  const reach: Span = reachMark(face, person);
  const row: Row = [{ text: ' ', style: 'text' }, reach, { text: ` ${shown}`, style }];
  const [first] = keyStates(person);
  return [
    ...padRow(row, width - widthOf(marks) - 1, isSelected ? 'itemSelected' : 'text'),
    { text: marks, style: keyMark(face, first).style },
  ];
}

/** One sign for how somebody is reached. */
export function reachMark({ characters }: Face, { link, isBlocked }: KnownPerson): Span {
  if (isBlocked) return { text: characters.cross, style: 'danger' };
  if (link === 'open') return { text: characters.bullet, style: 'good' };
  if (link === 'connecting') return { text: characters.half, style: 'warning' };
  return { text: characters.ring, style: 'dim' };
}

/** What is known of somebody's key and link, as far as there is a sign for it. */
export type KeyState = 'lookAlike' | 'records' | 'changed' | 'plaintext' | 'verified' | 'unverified';

/** In the order of their signs; by the first one they are coloured. */
export function keyStates({
  isEncrypted,
  isVerified,
  hasChangedKey,
  recordsKeys,
  looksLike,
}: KnownPerson): [KeyState, ...KeyState[]] {
  const trust = hasChangedKey ? 'changed' : !isEncrypted ? 'plaintext' : isVerified ? 'verified' : 'unverified';
  const [first, ...others]: KeyState[] = [
    ...(looksLike === null ? [] : ['lookAlike' as const]),
    ...(recordsKeys ? ['records' as const] : []),
    trust,
  ];
  return [first ?? trust, ...others];
}

export function keyMark({ characters }: Face, state: KeyState): Span {
  if (state === 'verified') return { text: characters.check, style: 'good' };
  if (state === 'unverified') return { text: '?', style: 'warning' };
  return { text: { lookAlike: '~', records: 'K', changed: '!', plaintext: 'P' }[state], style: 'danger' };
}

/** A sign for each. */
export function keyMarks(face: Face, person: KnownPerson): string {
  return keyStates(person)
    .map((state) => keyMark(face, state).text)
    .join('');
}

/** Rooms and, where there is no other column for them, people. */
export function sideRows(
  face: Face,
  model: Model,
  selected: Target | null,
  width: number,
  withPeople: boolean,
): SideRow[] {
  const rooms = roomRows(face, model, selected, width);
  const people = withPeople ? peopleRows(face, model, selected, width) : [];
  return people.length > 0 ? [...rooms, empty, ...people] : rooms;
}

/** The rows, and blank ones below them, all of that width; the last column, or the first, is an edge to the log. */
export function edged(face: Face, rows: readonly Row[], width: number, height: number, edge: 'left' | 'right'): Row[] {
  const line: Span = { text: face.characters.vertical, style: 'rule' };
  return Array.from({ length: height }, (_, index) => {
    const row = rows[index] ?? [];
    const inside = padRow(row, width - 1, 'text');
    return edge === 'right' ? [...inside, line] : [line, ...inside];
  });
}
