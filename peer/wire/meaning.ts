// What an object on the wire means, in a sentence: for those who learn the protocol by watching it.

import type { Language } from '../../commons/command-line/language.ts';
import { withoutInvitationKeys } from '../../commons/protocol/invitation-keys.ts';
import { visible } from '../../commons/text/text.ts';

type WireObject = { readonly [name: string]: unknown };
type Sentence = (object: WireObject) => string;
type Both = { readonly [L in Language]: Sentence };

/** Anything may be told on a wire that is watched: no value of another kind is made into text. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return visible(withoutInvitationKeys(value.slice(0, 200)));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};
const roomOf = ({ room }: WireObject): string => `#${textOf(room)}`;

const usernameIn = (peer: unknown): string =>
  typeof peer === 'object' && peer !== null && 'username' in peer ? textOf(peer.username) : '';

const SAID: { readonly [word: string]: Both } = {
  SCRAM: {
    en: ({ username }) => `asks the tracker how to prove the password of ${textOf(username)}`,
    pt: ({ username }) => `pergunta ao tracker como provar a senha de ${textOf(username)}`,
  },
  REGISTER: {
    en: ({ username }) => `asks the tracker to register the name ${textOf(username)}`,
    pt: ({ username }) => `pede ao tracker que cadastre o nome ${textOf(username)}`,
  },
  LOGIN: {
    en: ({ username }) => `tells the tracker that ${textOf(username)} is here, and on which port`,
    pt: ({ username }) => `diz ao tracker que ${textOf(username)} está aqui, e em que porta`,
  },
  PASSWORD: {
    en: () => 'changes its password, after proving the one before',
    pt: () => 'troca a sua senha, depois de provar a anterior',
  },
  LOGOUT: { en: () => 'says goodbye to the tracker', pt: () => 'se despede do tracker' },
  LIST_PEERS: { en: () => 'asks who is online', pt: () => 'pergunta quem está online' },
  LIST_ROOMS: { en: () => 'asks which rooms there are', pt: () => 'pergunta que salas existem' },
  CREATE_ROOM: { en: (o) => `asks for a new room ${roomOf(o)}`, pt: (o) => `pede uma sala nova ${roomOf(o)}` },
  JOIN_ROOM: { en: (o) => `asks for a seat in ${roomOf(o)}`, pt: (o) => `pede um lugar em ${roomOf(o)}` },
  LEAVE_ROOM: { en: (o) => `gives up the seat in ${roomOf(o)}`, pt: (o) => `deixa o lugar em ${roomOf(o)}` },
  DELETE_ROOM: { en: (o) => `ends ${roomOf(o)} for everybody`, pt: (o) => `apaga ${roomOf(o)} para todos` },
  WATCH_PEERS: {
    en: () => 'asks to be told when certain people log in',
    pt: () => 'pede para ser avisado quando certas pessoas entrarem',
  },
  PEER_ONLINE: {
    en: ({ peer }) => `the tracker tells that ${usernameIn(peer)} has logged in`,
    pt: ({ peer }) => `o tracker avisa que ${usernameIn(peer)} entrou`,
  },
  OK: { en: () => 'the tracker has done what it was asked for', pt: () => 'o tracker fez o que foi pedido' },
  ERROR: {
    en: ({ code, msg }) => `the tracker refuses (${textOf(code)}): ${textOf(msg)}`,
    pt: ({ code, msg }) => `o tracker recusa (${textOf(code)}): ${textOf(msg)}`,
  },
  ROOM_UPDATE: {
    en: () => 'the tracker tells the members what has changed in a room, unasked',
    pt: () => 'o tracker diz aos membros o que mudou em uma sala, sem ninguém perguntar',
  },
  HELLO: {
    en: ({ username }) => `${textOf(username)} greets, and says what their program understands`,
    pt: ({ username }) => `${textOf(username)} cumprimenta, e diz o que o seu programa entende`,
  },
  MESSAGE: {
    en: ({ room, content }) =>
      `${typeof room === 'string' ? `to #${textOf(room)}` : 'privately'}: "${textOf(content)}"`,
    pt: ({ room, content }) =>
      `${typeof room === 'string' ? `para #${textOf(room)}` : 'em privado'}: "${textOf(content)}"`,
  },
  ACK: { en: () => 'says which messages have come', pt: () => 'diz que mensagens chegaram' },
  LEAVE: { en: () => 'leaves the room, or for good', pt: () => 'sai da sala, ou de vez' },
  ROSTER: {
    en: (o) => `compares what the tracker has told of ${roomOf(o)}`,
    pt: (o) => `compara o que o tracker disse de ${roomOf(o)}`,
  },
  PROVE: {
    en: (o) => `proves to have been invited to ${roomOf(o)}`,
    pt: (o) => `prova ter sido convidado para ${roomOf(o)}`,
  },
  INVITE: { en: (o) => `asks somebody into ${roomOf(o)}`, pt: (o) => `convida alguém para ${roomOf(o)}` },
  INVITE_ANSWER: { en: () => 'answers an invitation', pt: () => 'responde a um convite' },
  KEY_CHANGE: {
    en: () => 'states that another key follows theirs, signed with theirs',
    pt: () => 'declara que outra chave sucede a sua, assinado com a sua',
  },
  PING: { en: () => 'the tracker asks whether the peer lives', pt: () => 'o tracker pergunta se o par vive' },
  PONG: { en: () => 'the peer lives', pt: () => 'o par vive' },
};

/** The command or status of an object. */
export function wordOf({ cmd, status }: WireObject): string {
  return textOf(cmd ?? status).slice(0, 24) || '?';
}

/** Harmless, on one line. */
export function meaningOf(object: WireObject, language: Language): string {
  const said = Object.hasOwn(SAID, wordOf(object)) ? SAID[wordOf(object)] : undefined;
  return said?.[language](object) ?? '';
}

export const EXPLAINED_WORDS: readonly string[] = Object.keys(SAID);
