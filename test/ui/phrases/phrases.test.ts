// Both languages say everything, each in its own words.

import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language, languageFrom } from '../../../commons/command-line/language.ts';
import { foldReport } from '../../../peer/session/fold-report.ts';
import { Session } from '../../../peer/session/session.ts';
import { Describer } from '../../../peer/ui/describe.ts';
import { withoutPaint } from '../../../peer/ui/paint.ts';
import type { Phrases } from '../../../peer/ui/phrases/phrases.ts';
import { phrasesFor } from '../../../peer/ui/phrases/phrases-for.ts';
import { PlainLines } from '../../../peer/ui/plain-lines.ts';
import { because } from '../../helpers/because.ts';
import {
  type Event,
  link,
  message,
  PLAIN,
  person,
  queued,
  room,
  SAMPLE_KINDS,
  samplesOf,
  sent,
  status,
} from './sample-reports.ts';

/**
 * Nothing is said of these alone: the prompt shows a change of conversation, those we know are no news, and `delivered`
 * follows `sent`.
 */
const SILENT: ReadonlySet<Event> = new Set<Event>(['conversation', 'contacts', 'sent']);

/** Said by the program itself, not of a report. */
const BY_THE_PROGRAM = /^(session\.trafficWasRecorded|profile\.)/;

/** Said by the prompt, not by a line. */
const PROMPT = [
  ...['prompt.passwordOf', 'prompt.newPasswordOf', 'prompt.passwordsDiffer'],
  ...['prompt.currentPassword', 'prompt.newPassword'],
  ...['prompt.notEncrypted', 'prompt.keysRecorded'],
];

type Sayings = Map<string, string[]>;

/** All that a describer says of all samples, and which phrases it took for that, with what came of each. */
function everythingIn(language: Language): { lines: Map<Event, string[]>; sayings: Sayings } {
  const sayings: Sayings = new Map();
  const lines = new Map<Event, string[]>();
  for (const event of SAMPLE_KINDS) {
    const describing = new PlainLines(recording(phrasesFor(language), '', sayings), { showsOwnLines: true });
    const said = samplesOf(event, 'eva').flatMap((report) => describing.linesFor(report));
    lines.set(
      event,
      said.map(({ text }) => text),
    );
  }
  const describing = new PlainLines(recording(phrasesFor(language), '', sayings), { showsOwnLines: true });
  for (const report of [link('eva', { ...PLAIN, confirms: false }), queued(['eva']), sent('eva')]) {
    describing.linesFor(report);
  }
  return { lines, sayings };
}

/** The same table, which notes what is taken from it. */
function recording<T extends object>(table: T, path: string, sayings: Sayings): T {
  const note = (where: string, saying: string): void =>
    void sayings.set(where, [...(sayings.get(where) ?? []), saying]);
  return new Proxy(table, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      const where = path === '' ? String(key) : `${path}.${String(key)}`;
      if (typeof value === 'string') note(where, value);
      if (typeof value === 'object' && value !== null) return recording(value, where, sayings);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        const saying = String(Reflect.apply(value, target, given));
        note(where, saying);
        return saying;
      };
    },
  });
}

/** The place of each phrase in the table, `rooms.made` for example. */
function placesIn(table: object, path = ''): string[] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]) => {
    const where = path === '' ? key : `${path}.${key}`;
    return typeof value === 'object' && value !== null ? placesIn(value, where) : [where];
  });
}

const said = { en: everythingIn('en'), pt: everythingIn('pt') };

describe.each(LANGUAGES)('in %s', (language) => {
  const { lines, sayings } = said[language];

  it.each(SAMPLE_KINDS)('there is something to say of %s, or it is known that there is not', (event) => {
    const texts = lines.get(event) ?? [];
    expect(texts.length > 0).toBe(!SILENT.has(event));
    for (const text of texts) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{|=>/);
    }
  });

  it('every phrase is of use', () => {
    const unsaid = placesIn(phrasesFor(language)).filter(
      (place) => !sayings.has(place) && !PROMPT.includes(place) && !BY_THE_PROGRAM.test(place),
    );
    expect(unsaid).toEqual([]);
  });

  it('no line begins with decoration, and each warning with a word', () => {
    const openings = { en: /^(Warning|Error): \S/, pt: /^(Aviso|Erro): \S/ };
    for (const event of SAMPLE_KINDS) {
      const describing = new PlainLines(phrasesFor(language), { showsOwnLines: true });
      for (const { kind, text } of samplesOf(event, 'eva').flatMap((report) => describing.linesFor(report))) {
        expect(text).toMatch(/^[\p{L}\p{N}#/]/u);
        expect(openings[language].test(text)).toBe(kind === 'loud');
      }
    }
  });

  it('the prompt has its words', () => {
    const { prompt } = phrasesFor(language);
    expect(prompt.passwordOf('#dev')).toContain('#dev: ');
    expect(prompt.notEncrypted).toBe(phrasesFor(language).words.notEncrypted.toUpperCase());
    expect(prompt.keysRecorded).toMatch(/^[A-Z ]+$/);
  });
});

describe('the two languages', () => {
  it('both say what the program says of its own files', () => {
    const said = ({ profile }: Phrases): string[] => [
      ...[true, false].map((isStarting) =>
        profile.inUse('/p', { isStarting, pid: 12, isInOtherContainer: isStarting }),
      ),
      profile.inUse('/p', { isStarting: false, pid: null, isInOtherContainer: false }),
      ...[
        profile.withoutSockets('/p'),
        profile.lost('/p'),
        profile.logFailed('/p', 'ENOSPC'),
        profile.cannotBeUsed('/p', { en: 'EPERM', pt: 'EPERM' }),
      ],
    ];
    const [en, pt] = [said(phrasesFor('en')), said(phrasesFor('pt'))];
    for (const [at, text] of en.entries()) {
      expect(text).toContain('/p');
      expect(pt[at]).toContain('/p');
      expect(pt[at]).not.toBe(text);
    }
  });

  it.each(SAMPLE_KINDS.filter((event) => !SILENT.has(event)))('differ in what they say of %s', (event) => {
    expect(said.pt.lines.get(event)).not.toEqual(said.en.lines.get(event));
    expect(said.pt.lines.get(event)).toHaveLength(said.en.lines.get(event)?.length ?? 0);
  });

  it('differ in every phrase', () => {
    const same = [...said.en.sayings].filter(([place, sayings]) =>
      sayings.every((saying, index) => saying === said.pt.sayings.get(place)?.[index]),
    );
    expect(same.map(([place]) => place)).toEqual([]);
    const { en, pt } = { en: phrasesFor('en').prompt, pt: phrasesFor('pt').prompt };
    expect(pt.passwordOf('#dev')).not.toBe(en.passwordOf('#dev'));
    expect(pt.keysRecorded).not.toBe(en.keysRecorded);
  });

  it('can be changed at any moment, and nothing is forgotten over it', () => {
    const session = new Session();
    foldReport(session, queued(['bob']), 0);
    const describer = new Describer(phrasesFor('en'), session, withoutPaint);
    expect(describer.describe({ event: 'room_created', room: 'dev' })[0]?.text).toBe('you created #dev');
    const portuguese: Phrases = phrasesFor('pt');
    describer.phrases = portuguese;
    expect(describer.phrases).toBe(portuguese);
    expect(describer.describe({ event: 'failed', id: 'q1', to: 'bob', reason: because('away') })[0]?.text).toContain(
      'hi',
    );
    expect(describer.message(message({ room: null, content: '/me acena' }))).toEqual([
      { kind: 'talk', text: 'privado ana (ação): acena' },
    ]);
    const help = { usage: '/join <room>', aliases: ['entrar', 'j'], summary: 'join a room, or switch to it' };
    expect(describer.describe({ event: 'help', commands: [help] })).toEqual([
      {
        kind: 'note',
        text: '/entrar <sala ou convite> [--password]: entra em uma sala, ou muda para ela, também /join /j',
      },
    ]);
    const later = { usage: '/later', aliases: [], summary: 'is not in the table' };
    expect(describer.describe({ event: 'help', commands: [later] })[0]?.text).toBe('/later: is not in the table');
  });

  it.each([
    ['en', 1, '1 message waiting', '1 of 3 seats taken'],
    ['en', 2, '2 messages waiting', '2 of 3 seats taken'],
    ['pt', 1, '1 mensagem aguardando', '1 de 3 lugares ocupado'],
    ['pt', 2, '2 mensagens aguardando', '2 de 3 lugares ocupados'],
  ] as const)('count rightly: in %s, %i', (language, count, waiting, seats) => {
    const describer = new PlainLines(phrasesFor(language), { showsOwnLines: true });
    const people = [person('bob', { waiting: count })];
    expect(describer.linesFor(status({ people })).at(-1)?.text.endsWith(`, ${waiting}`)).toBe(true);
    const rooms = [room('dev', { seats: count })];
    expect(describer.linesFor({ event: 'rooms', rooms })[0]?.text.endsWith(`, ${seats}`)).toBe(true);
  });
});

describe('the language that is wanted', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'pt_BR.UTF-8' }, 'pt'],
    [{ LANG: 'pt' }, 'pt'],
    [{ LANG: 'PT_pt' }, 'pt'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'apt' }, 'en'],
    [{ LANG: 'pt_BR', LC_MESSAGES: 'en_GB' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'pt_PT' }, 'pt'],
    [{ LANG: 'en_US', LC_MESSAGES: 'en_US', LC_ALL: 'pt_PT' }, 'pt'],
    [{ LANG: 'pt_PT', LC_MESSAGES: 'pt_PT', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'pt_PT', LC_MESSAGES: '', LC_ALL: '' }, 'pt'],
    [{ LANG: 'en_US', LANGUAGE: 'pt' }, 'en'],
    [{ LANG: '\x1b]0;pt\x07' }, 'en'],
  ] as const)('of %j is %s', (environment, language) => {
    expect(languageFrom(environment)).toBe(language);
  });
});
