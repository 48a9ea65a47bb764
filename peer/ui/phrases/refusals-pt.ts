// Refusals of the tracker, in Brazilian Portuguese: by its code and by what was asked. In English its own sentence is
// shown.

import type { ErrorCode } from '../../../commons/protocol/errors.ts';
import { MAX_ROOM_NAME_CHARACTERS, MAX_USERNAME_CHARACTERS } from '../../../commons/protocol/limits.ts';
import type { AskedOfTracker, ProblemOf } from '../../problems.ts';

type Refused = ProblemOf<'REFUSED'>;

const REFUSALS: { readonly [C in ErrorCode]: (refused: Refused) => string } = {
  BAD_JSON: () => 'O tracker não conseguiu ler o que foi enviado.',
  TOO_LARGE: () => 'Isso é longo demais para o tracker.',
  // Its English sentence says what is wrong with which field.
  BAD_REQUEST: ({ text }) => `O tracker não aceita o pedido${text === null ? '' : ` (${text})`}.`,
  UNKNOWN_COMMAND: () => 'Este tracker não conhece esse pedido.',
  LOGIN_REQUIRED: () => 'Primeiro é preciso entrar com nome e senha.',
  LOGIN_FAILED: ({ asked }) =>
    asked.to === 'change_password'
      ? 'Essa não é sua senha, e por isso ela não foi trocada.'
      : 'O tracker não aceita esse nome com essa senha ou chave.',
  USERNAME_TAKEN: () => 'Esse nome já está em uso: entre com a senha dele, ou escolha outro.',
  BAD_USERNAME: () =>
    `Um nome tem de 1 a ${MAX_USERNAME_CHARACTERS} caracteres: letras de um só alfabeto, números, "_", "-" e ".".`,
  NOT_YOU: () => 'Você entrou com outro nome.',
  BAD_ROOM_NAME: () =>
    `O nome de uma sala tem de 1 a ${MAX_ROOM_NAME_CHARACTERS} caracteres visíveis, com espaços simples entre eles.`,
  ROOM_EXISTS: ({ asked }) => `${capital(roomIn(asked))} já existe: entre nela, ou escolha outro nome.`,
  NO_SUCH_ROOM({ asked }) {
    const way =
      asked.to === 'join' ? `/criar ${asked.room} cria uma sala com esse nome` : '/salas mostra as que existem';
    return `${capital(roomIn(asked))} não existe: ${way}.`;
  },
  ROOM_FULL: ({ asked }) => `${capital(roomIn(asked))} está cheia: os três lugares estão ocupados.`,
  NOT_A_MEMBER: ({ asked }) => `Você não está em ${roomIn(asked)}.`,
  NOT_OWNER: ({ asked }) => `Só quem criou ${roomIn(asked)} pode apagá-la.`,
  TOO_MANY_ROOMS: () => 'Você já tem lugar em salas demais: saia de uma, ou apague uma sua.',
  TRACKER_FULL: () => 'O tracker já guarda tudo o que consegue guardar; fale com quem cuida dele.',
  PASSWORD_REQUIRED: ({ asked }) => `${capital(roomIn(asked))} pede uma senha.`,
  INVITE_REQUIRED: ({ asked }) => `${capital(roomIn(asked))} é só por convite: peça um a alguém da sala.`,
  WRONG_SECRET: ({ asked }) => `Isso não abre ${roomIn(asked)}: a senha ou o convite está errado.`,
  BUSY: (refused) => `Há gente demais entrando agora${againAfter(refused)}`,
  RATE_LIMITED: (refused) => `Foram tentativas demais${againAfter(refused)}`,
  TLS_REQUIRED: () => 'Este tracker não aceita conexões sem criptografia.',
  STORAGE_FAILED: () => 'O tracker não conseguiu guardar isso, e por isso não foi feito: tente mais tarde.',
  SESSION_REPLACED: () => 'Você entrou em outro lugar com este nome, por isso esta sessão terminou.',
  INTERNAL: () => 'O tracker falhou, e o pedido não foi atendido.',
};

/** Of a code that nobody knows, the tracker's own sentence is all that there is. */
export function refusalInPortuguese(refused: Refused): string {
  const known: ReadonlyMap<string, (refused: Refused) => string> = new Map(Object.entries(REFUSALS));
  return known.get(refused.refusal)?.(refused) ?? refused.text ?? 'O tracker recusou isso.';
}

const roomIn = (asked: AskedOfTracker): string => ('room' in asked ? `#${asked.room}` : 'essa sala');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function againAfter({ retryAfter }: Refused): string {
  return retryAfter === null ? '; tente mais tarde.' : `; tente de novo em ${retryAfter} s.`;
}
