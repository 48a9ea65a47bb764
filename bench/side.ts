// The other side of a measured pair, or what is between the two, in a process of its own. It hears, counts, and answers
// what it is asked to; the measuring side is in pairs.ts.

import { readLine } from '../peer/commands/read-line.ts';
import type { EncryptionPolicy } from '../peer/reports.ts';
import { acknowledge } from './acknowledged-pair.ts';
import { answer, bareWay, ECHO } from './bare.ts';
import { joinIrc } from './irc.ts';
import { listen } from './listen.ts';
import { startPeer } from './peer.ts';
import { joinRelay, startRelay } from './ws.ts';

/** What is said to the measuring side once: a port, if there is one to be known. */
export interface Said {
  readonly port?: number | null;
}

const accept = (isSecure: boolean): Promise<number> => listen((socket) => answer(bareWay(socket)), isSecure);

const acceptMessages = (isSecure: boolean, content: string): Promise<number> =>
  listen((socket) => acknowledge(socket, content), isSecure);

const KINDS = {
  plain: async (): Promise<Said> => ({ port: await accept(false) }),
  tls: async (): Promise<Said> => ({ port: await accept(true) }),

  /** These acknowledge each message. `content` is that of their answers. */
  acknowledgingPlain: async (_: number, content: string): Promise<Said> => ({
    port: await acceptMessages(false, content),
  }),
  acknowledgingTls: async (_: number, content: string): Promise<Said> => ({
    port: await acceptMessages(true, content),
  }),

  /** It answers with a plain line, as a person does in a chat. It also enters each line that it is sent. */
  async peer(trackerPort: number, encryption: string): Promise<Said> {
    let isInChat = false;
    const heard = ({ content }: { content: string }): void => {
      if (!isInChat) peer.intend(readLine('/msg ana')); // Plain lines go there from now on.
      isInChat = true;
      if (content.startsWith(ECHO)) peer.intend(readLine(content));
    };
    const peer = await startPeer(
      'bob',
      trackerPort,
      (report) => {
        if (report.event === 'message') heard(report);
        else if (report.event === 'room_created') process.send?.({});
      },
      encryption as EncryptionPolicy,
    );
    process.on('message', (line: string) => peer.intend(readLine(line)));
    return {};
  },

  async irc(port: number): Promise<Said> {
    answer(await joinIrc(port, 'bob'));
    return {};
  },

  relay: async (): Promise<Said> => ({ port: await startRelay() }),
  async ws(port: number): Promise<Said> {
    answer(await joinRelay(port));
    return {};
  },
};

export type SideKind = keyof typeof KINDS;

const [, , kind, port = '0', option = 'off'] = process.argv;
process.on('disconnect', () => process.exit());
process.send?.(await KINDS[kind as SideKind](Number(port), option));
