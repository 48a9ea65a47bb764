import type { ListedRoom, Report } from '../../peer/reports.ts';
import { asLine } from '../helpers/as-line.ts';
import { delivered, joined, link, message, queued, room } from '../ui/phrases/sample-reports.ts';
import type { Stage } from './stage.ts';
import type { Words } from './words.ts';

const NUMBER = '60348 29217 83905 11746 40092 57518 73361 08824 91450 26673 35189 62047';

/** As terminals send them. */
export const KEYS = {
  f1: '\x1bOP',
  f2: '\x1bOQ',
  f3: '\x1bOR',
  f8: '\x1b[19~',
  altA: '\x1ba',
  alt1: '\x1b1',
  down: '\x1b[B',
  enter: '\r',
  tab: '\t',
  escape: '\x1b',
} as const;

/** The others, the tracker, and ana's client. */
export class Cast {
  readonly words: Words;
  readonly #stage: Stage;
  readonly #others: string[] = [];
  #lines = 0;
  /** Who gets what ana writes to the room, at once. */
  reached: string[] = [];

  constructor(stage: Stage, words: Words) {
    this.#stage = stage;
    this.words = words;
    stage.heard = ({ intent, from }) => {
      if (intent.kind === 'send') this.#own(intent.text, from && 'room' in from ? from.room : null);
      else stage.show(...this.#answers(asLine(intent)));
    };
  }

  /** Somebody takes a seat in #dev, and is linked with ana. */
  async comes(name: string): Promise<void> {
    const key: Report = { event: 'trust', peer: name, state: 'first-use', fingerprint: name };
    this.#stage.show({ event: 'member_joined', room: 'dev', username: name }, key, link(name));
    this.#others.push(name);
    this.reached.push(name);
    await this.#stage.minutes(1);
  }

  /** Somebody else says something; null: to ana alone. */
  async says(from: string, content: string, where: string | null = 'dev'): Promise<void> {
    this.#stage.show(message({ room: where, from, content, sent_at: new Date(this.#stage.clock.now()).toISOString() }));
    await this.#stage.minutes(1);
  }

  /** ana writes, and does not wait for unreachable people. */
  async writes(...lines: readonly string[]): Promise<void> {
    await this.#stage.type(`${lines.join('\x1b\r')}${KEYS.enter}`);
    await this.#stage.minutes(1);
  }

  #own(content: string, where: string | null): void {
    this.#lines += 1;
    const id = `line-${this.#lines}`;
    const people = where === null ? ['eva'] : [...this.#others];
    this.#stage.show(
      where === null ? { event: 'queued', id, to: 'eva', content, people } : queued(people, { id, content }),
    );
    this.#stage.show(...people.filter((name) => this.reached.includes(name)).map((name) => delivered(name, id)));
  }

  /** All that waited for somebody arrives. */
  arrives(name: string): void {
    this.reached.push(name);
    this.#stage.show(delivered(name, `line-${this.#lines}`));
  }

  #answers(line: string): Report[] {
    const { familyRoom } = this.words;
    const rooms: ListedRoom[] = [
      room(familyRoom, { owner: 'eva', present: ['eva', 'rui'], seats: 2, access: 'invite' }),
      room('livros', { owner: 'rui', present: ['rui', 'zoë', '山田'], seats: 3 }),
      room('redes', { owner: 'eva', present: ['eva'], access: 'password' }),
    ];
    const number = {
      event: 'safety_number',
      peer: 'bob',
      number: NUMBER,
      fingerprint: 'bob',
      is_new_key: false,
    } as const;
    const answers: { readonly [line: string]: readonly Report[] } = {
      '/rooms': [{ event: 'rooms', rooms }],
      '/peers': [{ event: 'peers', room: null, peers: [] }],
      '/create #dev': [
        { event: 'room_created', room: 'dev' },
        joined({ members: ['ana'] }),
        { event: 'conversation', room: 'dev', to: null, back: false },
      ],
      '/safety-number bob': [{ ...number, verified: false }],
      [`/verify bob ${number.number}`]: [
        { event: 'trust', peer: 'bob', state: 'verified', fingerprint: 'bob' },
        link('bob', { verified: true }),
      ],
    };
    const found = answers[line];
    if (!found) throw new Error(`the story has no answer to ${line}`);
    return [...found];
  }
}
