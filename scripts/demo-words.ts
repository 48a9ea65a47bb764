// What the demo says, and what is said in it.

import type { Language, Localized } from '../commons/command-line/language.ts';

export const DEMO_OPTIONS = {
  description: {
    en: 'The whole idea in ten seconds: a tracker and four peers, and what they send to each other.',
    pt: 'A ideia toda em dez segundos: um tracker, quatro pares e o que cada um envia.',
  },
  more: {
    en: `
There is nothing to type. Everything runs on this machine, in a temporary
folder, without encryption, so that there is something to see. It ends by
itself, with exit code 0 if all of it really happened.`,
    pt: `
Não é preciso digitar nada. Tudo roda nesta máquina, em uma pasta temporária e
sem criptografia, para que haja algo para ver. Termina sozinho, com código de
saída 0 se tudo aconteceu de verdade.`,
  },
} as const satisfies { readonly [option: string]: Localized };

export interface DemoWords {
  readonly opening: string;
  readonly room: string;
  readonly talk: string;
  readonly alone: string;
  readonly full: string;
  readonly killed: string;
  readonly leaving: string;
  readonly ended: string;
  failed(reason: string): string;
  readonly interrupted: string;
  /** What ana says in the room, and bob to her alone. */
  readonly greeting: string;
  readonly secret: string;
  /** Of a message to one person, and of a password, on a line of the wire. */
  readonly private: string;
  readonly asDigest: string;
}

const en: DemoWords = {
  opening: 'Encryption is switched off, so that there is something to see. A tracker starts; three people register.',
  room: 'ana creates a room; bob and eva join it, and connect to the members that the tracker names.',
  talk: 'They talk: straight to each other, never through the tracker.',
  alone: 'bob sends a private message to ana.',
  full: 'A room has three seats: dan is refused.',
  killed:
    'eva is killed (kill -9): the others are told that she lost connection and, after a grace period, that her seat is free.',
  leaving: 'Everyone leaves.',
  ended: 'All of that really happened, and the tracker saw no message.',
  failed: (reason) => `The demo failed: ${reason}.`,
  interrupted: 'it was interrupted',
  greeting: 'olá, bob and eva!',
  secret: 'only you can see this',
  private: '(private)',
  asDigest: '(password as SHA-256)',
};

const pt: DemoWords = {
  opening:
    'A criptografia está desligada, para que haja algo para ver. Um tracker é iniciado; três pessoas se cadastram.',
  room: 'ana cria uma sala; bob e eva entram nela e se conectam aos membros que o tracker indica.',
  talk: 'Eles conversam: direto entre si, nunca pelo tracker.',
  alone: 'bob envia uma mensagem privada a ana.',
  full: 'Uma sala tem três lugares: dan é recusado.',
  killed:
    'eva é encerrada (kill -9): os outros são avisados de que ela caiu e, depois de um prazo, de que o lugar está livre.',
  leaving: 'Todos saem.',
  ended: 'Tudo isso aconteceu de verdade, e o tracker não viu nenhuma mensagem.',
  failed: (reason) => `A demonstração falhou: ${reason}.`,
  interrupted: 'foi interrompida',
  greeting: 'olá, bob e eva!',
  secret: 'só você vê isto',
  private: '(privado)',
  asDigest: '(senha em SHA-256)',
};

export const demoWords: Readonly<Record<Language, DemoWords>> = { en, pt };
