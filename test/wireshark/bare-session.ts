// How a reference peer talks, and how it is answered: no ends of lines, no numbers, nothing that it does not know.

import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { ComposedCapture } from './composed-capture.ts';
import { ANA, RUI, SECRETS, TRACKER } from './session.ts';

export interface BareTalk {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly said: readonly { readonly isAnswer: boolean; readonly object: object }[];
}

const asked = (object: object) => ({ isAnswer: false, object });
const answered = (object: object) => ({ isAnswer: true, object });

export const BARE_TALKS: readonly BareTalk[] = [
  {
    from: { ...RUI, port: 50_050 },
    to: TRACKER,
    said: [
      asked({ cmd: 'LOGIN', username: 'rui', password: SECRETS.password, address: RUI.address, port: RUI.port }),
      answered({ status: 'OK', msg: 'Welcome, rui.' }),
      asked({ cmd: 'JOIN_ROOM', username: 'rui', room: 'nowhere' }),
      answered({ status: 'ERROR', msg: 'There is no room nowhere.', code: 'NO_SUCH_ROOM' }),
      asked({ cmd: 'LOGOUT', username: 'rui' }),
      answered({ status: 'OK', msg: 'Goodbye, rui.' }),
    ],
  },
  {
    from: { ...RUI, port: 50_051 },
    to: ANA,
    said: [
      asked({ cmd: 'HELLO', username: 'rui' }),
      asked({ cmd: 'MESSAGE', room: null, username: 'rui', content: 'psst' }),
      answered({ cmd: 'MESSAGE', room: null, username: 'ana', content: 'sim?' }),
      asked({ cmd: 'LEAVE' }),
    ],
  },
  {
    from: { ...TRACKER, port: 50_052 },
    to: RUI,
    said: [asked({ cmd: 'PING' }), answered({ cmd: 'PONG' })],
  },
  {
    from: { ...RUI, port: 50_053 },
    to: ANA,
    said: [asked({ cmd: 'HELLO', username: 'rui', version: 1, encryption: 'off' })],
  },
];

export function bareTalk(capture: ComposedCapture, { from, to, said }: BareTalk): void {
  const talk = capture.talk(from, to);
  for (const { isAnswer, object } of said) {
    const text = JSON.stringify(object);
    capture.says.push(object);
    if (isAnswer) talk.received(text);
    else talk.sent(text);
  }
  talk.close();
}
