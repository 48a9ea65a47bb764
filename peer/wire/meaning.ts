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
    en: () => 'changes the password, after proving the current one',
    pt: () => 'troca a senha, depois de provar a atual',
  },
  LOGOUT: { en: () => 'logs out of the tracker', pt: () => 'sai do tracker' },
  LIST_PEERS: { en: () => 'asks who is online', pt: () => 'pergunta quem está online' },
  LIST_ROOMS: { en: () => 'asks which rooms there are', pt: () => 'pergunta que salas existem' },
  CREATE_ROOM: { en: (o) => `asks to create the room ${roomOf(o)}`, pt: (o) => `pede para criar a sala ${roomOf(o)}` },
  JOIN_ROOM: { en: (o) => `asks for a seat in ${roomOf(o)}`, pt: (o) => `pede um lugar em ${roomOf(o)}` },
  LEAVE_ROOM: { en: (o) => `gives up the seat in ${roomOf(o)}`, pt: (o) => `deixa o lugar em ${roomOf(o)}` },
  DELETE_ROOM: { en: (o) => `deletes ${roomOf(o)} for everyone`, pt: (o) => `apaga ${roomOf(o)} para todos` },
  WATCH_PEERS: {
    en: () => 'asks to be told when certain people log in',
    pt: () => 'pede para ser avisado quando certas pessoas entrarem',
  },
  PEER_ONLINE: {
    en: ({ peer }) => `the tracker reports that ${usernameIn(peer)} has logged in`,
    pt: ({ peer }) => `o tracker avisa que ${usernameIn(peer)} entrou`,
  },
  OK: { en: () => 'the tracker did what was asked', pt: () => 'o tracker fez o que foi pedido' },
  ERROR: {
    en: ({ code, msg }) => `the tracker refuses (${textOf(code)}): ${textOf(msg)}`,
    pt: ({ code, msg }) => `o tracker recusa (${textOf(code)}): ${textOf(msg)}`,
  },
  ROOM_UPDATE: {
    en: () => 'the tracker tells the members what changed in a room, without being asked',
    pt: () => 'o tracker avisa os membros do que mudou em uma sala, sem ninguém perguntar',
  },
  HELLO: {
    en: ({ username }) => `${textOf(username)} says hello, and which features their program has`,
    pt: ({ username }) => `${textOf(username)} se apresenta, e diz que recursos o seu programa tem`,
  },
  MESSAGE: {
    en: ({ room, content }) =>
      `${typeof room === 'string' ? `to #${textOf(room)}` : 'privately'}: "${textOf(content)}"`,
    pt: ({ room, content }) =>
      `${typeof room === 'string' ? `para #${textOf(room)}` : 'em privado'}: "${textOf(content)}"`,
  },
  ACK: { en: () => 'confirms which messages arrived', pt: () => 'confirma que mensagens chegaram' },
  LEAVE: { en: () => 'leaves the room, or ends the connection', pt: () => 'sai da sala, ou encerra a conexão' },
  ROSTER: {
    en: (o) => `compares what the tracker said about ${roomOf(o)}`,
    pt: (o) => `compara o que o tracker disse sobre ${roomOf(o)}`,
  },
  PROVE: {
    en: (o) => `proves an invitation to ${roomOf(o)}`,
    pt: (o) => `prova que tem um convite para ${roomOf(o)}`,
  },
  INVITE: { en: (o) => `invites someone to ${roomOf(o)}`, pt: (o) => `convida alguém para ${roomOf(o)}` },
  INVITE_ANSWER: { en: () => 'answers an invitation', pt: () => 'responde a um convite' },
  KEY_CHANGE: {
    en: () => 'states that a new key follows theirs, signed with the old one',
    pt: () => 'declara que uma chave nova sucede a sua, assinada com a antiga',
  },
  PING: {
    en: () => 'the tracker asks whether the peer is still there',
    pt: () => 'o tracker pergunta se o par ainda está aí',
  },
  PONG: { en: () => 'the peer is still there', pt: () => 'o par ainda está aí' },
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
