// The legend of all marks that are visible now: each with a sentence that explains it.

import { visible } from '../../../../commons/text/text.ts';
import type { Delivery } from '../../../session/delivery.ts';
import type { KnownPerson } from '../../../session/people.ts';
import type { Face } from '../face.ts';
import type { MessagePiece } from '../model/entry.ts';
import type { Model } from '../model/model.ts';
import { cutText } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { widthOf } from '../text/width.ts';
import { markOf } from './log-rows.ts';
import { reasonText } from './reason-text.ts';
import { keyMark, keyStates, reachMark } from './side-lists.ts';
import { unreadMark } from './status-row.ts';

/** The number of own messages in the legend, the last ones in view: more would hide the other marks. */
const LAST_LINES = 6;
const MARK_COLUMNS = 6;
const SHOWN_COLUMNS = 32;

export function marksNow(face: Face, model: Model): Row[] {
  const people = model.session
    .othersIn(model.shown)
    .flatMap((name) => personSentences(face, model, model.session.people.lookUp(name)));
  const rows = [
    ...connectionSentences(face, model),
    ...people,
    ...lineSentences(face, model),
    ...elsewhereSentences(face, model),
    ...[...face.marks.lineMarks(face.characters), face.marks.plaintextLine].map(
      (text): Row => sentence({ text: '', style: 'dim' }, text),
    ),
  ];
  return rows;
}

function sentence(mark: Span, text: string): Row {
  const gap = ' '.repeat(Math.max(1, MARK_COLUMNS - widthOf(mark.text)));
  return [mark, { text: gap, style: 'text' }, { text, style: 'text' }];
}

function connectionSentences(face: Face, { session }: Model): Row[] {
  const { marks, characters } = face;
  const { tracker, encryption, keylog } = session;
  const ok = tracker.state === 'connected';
  const policy =
    encryption === 'off' ? marks.encryptionOff : encryption === 'prefer' ? marks.encryptionPrefer : marks.encryptionOn;
  return [
    sentence(
      { text: ok ? characters.bullet : characters.ring, style: ok ? 'good' : 'danger' },
      marks.tracker[tracker.state](tracker.name, reasonText(face, tracker.reason)),
    ),
    sentence(
      { text: encryption === 'off' ? '!' : characters.check, style: encryption === 'off' ? 'danger' : 'good' },
      policy,
    ),
    ...(keylog === null ? [] : [sentence({ text: 'K', style: 'danger' }, marks.keylog(visible(keylog)))]),
  ];
}

function personSentences(face: Face, model: Model, person: KnownPerson): Row[] {
  const { person: say } = face.marks;
  const name = visible(person.name);
  const isAway = model.shown.members.get(person.name) === 'away';
  const reached = person.isBlocked
    ? say.blocked(name)
    : person.link === 'open'
      ? say.reached(name)
      : person.isRefused
        ? say.refused(name, reasonText(face, person.reason))
        : isAway
          ? say.away(name)
          : person.link === 'connecting'
            ? say.connecting(name)
            : say.unreached(name, reasonText(face, person.reason));
  return [
    sentence(reachMark(face, person), reached),
    ...linkSentences(face, person, name),
    ...keyStates(person).map((state) =>
      sentence(keyMark(face, state), say[state](name, visible(person.looksLike ?? ''))),
    ),
  ];
}

/** Facts about a link for which the list of people has no mark. */
function linkSentences({ marks: { person: say }, characters }: Face, person: KnownPerson, name: string): Row[] {
  if (person.link !== 'open') return [];
  const none: Span = { text: '', style: 'dim' };
  // The mark of a changed key takes the place of the mark for plaintext, which must be reported nevertheless.
  const isPlain = !person.isEncrypted && person.hasChangedKey;
  return [
    ...(person.isEncrypted ? [sentence({ text: characters.lock, style: 'good' }, say.encrypted(name))] : []),
    ...(isPlain ? [sentence(none, say.plaintext(name))] : []),
    ...(person.hasEncryptionOff ? [sentence(none, say.encryptionOff(name))] : []),
    ...(person.confirms ? [] : [sentence(none, say.confirmsNothing(name))]),
  ];
}

function lineSentences(face: Face, { log }: Model): Row[] {
  const rows: Row[] = [];
  const { first, last } = log.inView;
  for (let id = last; id >= first && rows.length < LAST_LINES; id -= 1) {
    const entry = log.get(id);
    if (entry?.kind === 'message' && entry.delivery) rows.unshift(lineSentence(face, entry, entry.delivery));
  }
  return rows;
}

function lineSentence(face: Face, { text }: MessagePiece, delivery: Delivery): Row {
  const { line } = face.marks;
  const shown = cutText(text.replaceAll('\n', ' '), SHOWN_COLUMNS, face.characters.ellipsis);
  const names = (fate: 'waiting' | 'sent' | 'delivered'): string => delivery.names(fate).map(visible).join(', ');
  const failed = delivery.names('failed').map((name) => {
    const reason = reasonText(face, delivery.reasonFor(name));
    return visible(name) + (reason === '' ? '' : ` (${reason})`);
  });
  const said = {
    waiting: () => line.waiting(shown, names('waiting')),
    partly: () => line.partly(shown, names('delivered'), names('waiting')),
    sent: () => line.sent(shown, names('sent')),
    delivered: () => line.delivered(shown, names('delivered')),
    failed: () => line.failed(shown, failed.join(', ')),
  };
  return sentence(markOf(face, delivery), said[delivery.outcome]());
}

function elsewhereSentences({ marks, phrases, characters }: Face, model: Model): Row[] {
  const { log, session } = model;
  const { conversations } = session;
  const unread = conversations.flatMap((each, index) => {
    if (each.unread === 0) return [];
    const mark: Span = { text: unreadMark(each, index), style: 'itemUnread' };
    return [sentence(mark, marks.unread(visible(each.label), each.unread, each.highlights))];
  });
  const ended = conversations
    .filter(({ hasEnded }) => hasEnded)
    .map(({ label }) => sentence({ text: characters.cross, style: 'item' }, marks.ended(visible(label))));
  const muted = conversations
    .filter(({ isMuted }) => isMuted)
    .map(({ label }) => sentence({ text: '-', style: 'item' }, marks.muted(visible(label))));
  const more = log.isAtBottom ? [] : [sentence({ text: phrases.moreMark, style: 'warning' }, marks.more(log.newBelow))];
  return [...unread, ...ended, ...muted, ...more];
}
