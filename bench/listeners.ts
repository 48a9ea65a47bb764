// Listeners of peers, in a process of their own: those that answer every PING, and those that accept a connection and
// then say nothing, as a peer does whose machine was put to sleep.

import type { Socket } from 'node:net';
import { answerQuestions } from './child.ts';
import { listen } from './listen.ts';

const PONG = '{"cmd":"PONG"}\n';

const questions = {
  /** The ports of as many, on `host`. */
  async open({ live, dead, host = '127.0.0.1' }: { live: number; dead: number; host?: string }) {
    const answering = (socket: Socket): unknown => socket.on('data', () => socket.write(PONG));
    const silent = (socket: Socket): unknown => socket.resume();
    return {
      livePorts: await Promise.all(Array.from({ length: live }, () => listen(answering, false, host))),
      deadPorts: await Promise.all(Array.from({ length: dead }, () => listen(silent, false, host))),
    };
  },
};

export type ListenerQuestions = typeof questions;
answerQuestions(questions);
