// The lines that answer a user's commands: lists of rooms and people, the status, the traffic on the wire, the help.

import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';
import { findCommand } from '../commands/commands.ts';
import { otherNamesOf, usageOf } from '../commands/usage.ts';
import type { StartedTracker } from '../program/started-tracker.ts';
import type { ListedPeer, ListedRoom, ReportOf, StatusReport, WireReport } from '../reports.ts';
import { meaningOf, wordOf } from '../wire/meaning.ts';
import type { Phrases } from './phrases/phrases.ts';
import { banners } from './security-lines.ts';
import { type Line, shownName, shownRoom, type Words } from './words.ts';

type Command = ReportOf<'help'>['commands'][number];

export function roomLines(words: Words, rooms: readonly ListedRoom[]): Line[] {
  const phrases = words.phrases.rooms;
  if (rooms.length === 0) return [words.note(phrases.none)];
  return rooms.map(({ name, owner, present, seats, access, looks_like: like }) => {
    const shown = { room: shownRoom(name), access, owner: words.name(owner), seats, present: words.names(present) };
    const mark = like === undefined ? '' : ` (${words.phrases.people.onlyLooksLike(shownRoom(like))})`;
    return words.note(phrases.listed(shown) + mark);
  });
}

/** `room` null: those who are online; `me` is our own name, if it is known. */
export function peopleLines(words: Words, room: string | null, peers: readonly ListedPeer[], me: string): Line[] {
  const { people } = words.phrases;
  return peers.map(
    ({ username, state, link, rooms, trust, records_keys: isRecording, looks_like: like, blocked: isBlocked }) => {
      const isMe = username === me || (link === null && room !== null);
      const name = isMe ? people.thatIsYou(words.name(username)) : words.name(username);
      const isUnseen = isOnlyUnseen(state, link);
      const isAway = state === 'away' && !isUnseen;
      return words.note(
        [
          isAway ? people.isAway(name) : people.isThere(name, room === null ? null : shownRoom(room)),
          ...(isUnseen ? [people.state.unseen] : []),
          ...(room === null && rooms.length > 0 ? [people.inRooms(rooms.map(shownRoom))] : []),
          ...(isBlocked ? [people.blocked] : []),
          ...(isMe || isBlocked || link === null ? [] : [people.link[link === 'open' ? 'open' : 'closed']]),
          ...(trust === undefined || trust === 'own' ? [] : [people.trust[trust]]),
          ...(isRecording ? [people.recordsKeys] : []),
          ...(like === undefined ? [] : [people.onlyLooksLike(words.name(like))]),
        ].join(', '),
      );
    },
  );
}

export function statusLines(words: Words, status: StatusReport): Line[] {
  const { people, session, keys } = words.phrases;
  const { username, listen, tracker, rooms, encryption, fingerprint, keylog, tracker_process } = status;
  const { tracker_key_exchange: trackerKeys } = status;
  return [
    words.note(session.status(shownName(username), formatEndpoint(listen), tracker, rooms.map(shownRoom))),
    ...(tracker_process ? [words.note(trackerProcessText(words.phrases, tracker_process))] : []),
    ...(trackerKeys === undefined ? [] : [words.note(session.trackerKeys(visible(trackerKeys)))]),
    ...banners(words, encryption, keylog),
    ...(fingerprint === null ? [] : [words.note(keys.own(fingerprint))]),
    ...status.people.map((person) => {
      const { username: name, state, link, security, waiting, trust, records_keys: isRecording } = person;
      const secret =
        security === 'plaintext' ? [words.phrases.words.notEncrypted] : [people.encrypted, people.trust[trust]];
      const { key_exchange: keyExchange } = person;
      const agreed = keyExchange === undefined ? [] : [people.keyExchange(visible(keyExchange))];
      const facts = [
        people.state[isOnlyUnseen(state, link) ? 'unseen' : state],
        people.link[link],
        ...(link === 'open' ? [...secret, ...agreed, ...(isRecording ? [people.recordsKeys] : [])] : []),
        ...(waiting === 0 ? [] : [people.linesWaiting(waiting)]),
      ];
      return words.note(`${words.name(name)}: ${facts.join(', ')}`);
    }),
  ];
}

/**
 * After its restart, the tracker reports a peer as away until it logs in again; an open link shows that it is there.
 */
function isOnlyUnseen(state: 'present' | 'away', link: string | null): boolean {
  return state === 'away' && link === 'open';
}

/** The process, log and data of the tracker on this machine, for users who want to inspect or to end it. */
export function trackerProcessText({ session }: Phrases, { pid, log, data }: StartedTracker): string {
  return session.trackerProcess(pid, visible(log), visible(data));
}

/** An object on the wire: which way it went, how, and what it means. */
export function wireLine(words: Words, report: WireReport): Line {
  const { wire, language } = words.phrases;
  const { direction, peer, remote, bytes, security, object } = report;
  const other = peer === 'tracker' ? wire.tracker : peer === null ? visible(remote) : words.name(peer);
  const what = [wordOf(object), meaningOf(object, language)].filter((text) => text !== '').join(', ');
  const how = security === 'tls1.3' ? wire.encrypted : wire.plaintext;
  return words.note(direction === 'sent' ? wire.sent(what, other, bytes, how) : wire.received(what, other, bytes, how));
}

/** The report is in English; the text of the command table in the user's language is preferred. */
export function helpLines(words: Words, commands: readonly Command[]): Line[] {
  const { language, session } = words.phrases;
  return commands.map(({ usage, aliases, summary }) => {
    const row = findCommand(usage.split(' ')[0] ?? '');
    const shown = row && language !== 'en' ? usageOf(row, language) : usage;
    const line = `${shown}: ${row?.help[language] ?? summary}`;
    const others = row ? otherNamesOf(row, language) : aliases;
    if (commands.length > 1 || others.length === 0) return words.note(visible(line));
    return words.note(visible(`${line}, ${session.alsoCalled(others.map((alias) => `/${alias}`))}`));
  });
}
