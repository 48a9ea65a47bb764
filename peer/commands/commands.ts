// The slash commands: one table, from which every front end dispatches, helps and completes. Names and aliases are
// compared without case, accents, and the difference between `_` and `-`.

import type { Language } from '../../commons/command-line/language.ts';
import { fold as foldText } from '../../commons/text/fold.ts';

/** What the client itself does, whatever its face. */
export type CommandName =
  | 'help'
  | 'users'
  | 'peers'
  | 'rooms'
  | 'join'
  | 'create'
  | 'leave'
  | 'delete-room'
  | 'msg'
  | 'me'
  | 'say'
  | 'invite'
  | 'add'
  | 'accept'
  | 'decline'
  | 'requests'
  | 'fingerprint'
  | 'safety-number'
  | 'verify'
  | 'unverify'
  | 'trust'
  | 'block'
  | 'unblock'
  | 'password'
  | 'status'
  | 'wire'
  | 'quit';

/** What only the full screen does. */
export type ScreenCommandName =
  | 'search'
  | 'mute'
  | 'marks'
  | 'clear'
  | 'export'
  | 'set'
  | 'theme'
  | 'lang'
  | 'time'
  | 'mouse';

export interface CommandRow {
  readonly name: CommandName | ScreenCommandName;
  readonly aliases: readonly string[];
  /** The name that is shown in Portuguese: one of the aliases, or the same. */
  readonly pt: string;
  /** What follows the name, for people. */
  readonly usage: string;
  /** How many words must follow, and whether there may be more text. */
  readonly words: { readonly min: number; readonly max: number };
  readonly help: { readonly en: string; readonly pt: string };
  /** It needs the full screen. */
  readonly isForScreen?: true;
}

/** A rest of any length counts as the last word. */
const words = (min: number, max = min) => ({ min, max });

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'help',
    aliases: ['ajuda', 'h', '?'],
    pt: 'ajuda',
    usage: '[command]',
    words: words(0, 1),
    help: { en: 'list the commands, or explain one', pt: 'lista os comandos, ou explica um' },
  },
  {
    name: 'users',
    aliases: ['usuarios', 'utilizadores', 'who', 'names'],
    pt: 'usuarios',
    usage: '',
    words: words(0),
    help: {
      en: 'list who is in this room, and how each is connected',
      pt: 'mostra quem está nesta sala, e como cada pessoa está conectada',
    },
  },
  {
    name: 'peers',
    aliases: ['pares', 'online'],
    pt: 'pares',
    usage: '',
    words: words(0),
    help: { en: 'list who is online', pt: 'mostra quem está online' },
  },
  {
    name: 'rooms',
    aliases: ['salas', 'list'],
    pt: 'salas',
    usage: '',
    words: words(0),
    help: { en: 'list the rooms', pt: 'mostra as salas' },
  },
  {
    name: 'join',
    aliases: ['entrar', 'j'],
    pt: 'entrar',
    usage: '<room or invitation> [--password]',
    words: words(1),
    help: { en: 'join a room, or switch to it', pt: 'entra em uma sala, ou muda para ela' },
  },
  {
    name: 'create',
    aliases: ['criar_sala', 'criar'],
    pt: 'criar',
    usage: '<room> [--password | --invite-only]',
    words: words(1),
    help: {
      en: 'create a room of three seats; one is always yours',
      pt: 'cria uma sala de três lugares; um é sempre seu',
    },
  },
  {
    name: 'leave',
    aliases: ['sair', 'sair_sala', 'part'],
    pt: 'sair',
    usage: '[room]',
    words: words(0, 1),
    help: { en: 'leave this room or private chat', pt: 'sai desta sala ou conversa privada' },
  },
  {
    name: 'delete-room',
    aliases: ['deletar_sala', 'apagar_sala'],
    pt: 'apagar_sala',
    usage: '[room]',
    words: words(0, 1),
    help: { en: 'delete a room you own', pt: 'apaga uma sala sua' },
  },
  {
    name: 'msg',
    aliases: ['privado', 'pm', 'dm', 'query'],
    pt: 'privado',
    usage: '<user> [text]',
    words: words(1, 2),
    help: {
      en: 'write to one person; without a text, open a private chat',
      pt: 'escreve para uma pessoa; sem texto, abre a conversa',
    },
  },
  {
    name: 'me',
    aliases: ['eu'],
    pt: 'eu',
    usage: '<what you do>',
    words: words(1),
    help: { en: 'describe an action', pt: 'descreve uma ação' },
  },
  {
    name: 'say',
    aliases: ['dizer'],
    pt: 'dizer',
    usage: '<text>',
    words: words(1),
    help: {
      en: 'send text exactly as it is, even an invitation, without asking first',
      pt: 'envia um texto como está, mesmo com um convite, sem perguntar',
    },
  },
  {
    name: 'invite',
    aliases: ['convite'],
    pt: 'convite',
    usage: '[room]',
    words: words(0, 1),
    help: {
      en: 'show an invitation link to a room created with --invite-only',
      pt: 'mostra um link de convite para uma sala criada com --invite-only',
    },
  },
  {
    name: 'add',
    aliases: ['convidar', 'adicionar'],
    pt: 'convidar',
    usage: '<user>',
    words: words(1),
    help: { en: 'invite someone who is online to this room', pt: 'convida alguém que esteja online para esta sala' },
  },
  {
    name: 'accept',
    aliases: ['aceitar'],
    pt: 'aceitar',
    usage: '[user]',
    words: words(0, 1),
    help: {
      en: 'accept an invitation, or someone who wrote to you for the first time',
      pt: 'aceita um convite, ou alguém que escreveu para você pela primeira vez',
    },
  },
  {
    name: 'decline',
    aliases: ['recusar'],
    pt: 'recusar',
    usage: '[user]',
    words: words(0, 1),
    help: { en: 'decline an invitation, or a first message', pt: 'recusa um convite, ou uma primeira mensagem' },
  },
  {
    name: 'requests',
    aliases: ['pedidos'],
    pt: 'pedidos',
    usage: '',
    words: words(0),
    help: {
      en: 'list people who wrote to you for the first time and wait for your answer',
      pt: 'mostra quem escreveu para você pela primeira vez e espera uma resposta',
    },
  },
  {
    name: 'fingerprint',
    aliases: ['impressao', 'key'],
    pt: 'impressao',
    usage: '[user | --rotate]',
    words: words(0, 1),
    help: {
      en: "show a key's fingerprint; --rotate: make a new key for yourself",
      pt: 'mostra a impressão digital de uma chave; --rotate: cria uma chave nova para você',
    },
  },
  {
    name: 'safety-number',
    aliases: ['numero'],
    pt: 'numero',
    usage: '<user>',
    words: words(1),
    help: {
      en: 'show the safety number to compare, without marking anyone as verified',
      pt: 'mostra o número de segurança para comparar, sem marcar ninguém',
    },
  },
  {
    name: 'verify',
    aliases: ['verificar'],
    pt: 'verificar',
    usage: '<user> [number]',
    words: words(1, 2),
    help: {
      en: 'show the safety number to compare, and mark the person as verified',
      pt: 'mostra o número de segurança para comparar, e marca a pessoa como verificada',
    },
  },
  {
    name: 'unverify',
    aliases: ['desverificar'],
    pt: 'desverificar',
    usage: '<user>',
    words: words(1),
    help: {
      en: 'undo a verification: the numbers were not the same',
      pt: 'desfaz a verificação: os números não eram iguais',
    },
  },
  {
    name: 'trust',
    aliases: ['confiar'],
    pt: 'confiar',
    usage: '<user>',
    words: words(1),
    help: { en: "accept someone's new key", pt: 'aceita a chave nova de alguém' },
  },
  {
    name: 'block',
    aliases: ['bloquear', 'ignore', 'ignorar'],
    pt: 'bloquear',
    usage: '<user>',
    words: words(1),
    help: { en: 'block someone: no messages either way', pt: 'bloqueia alguém: sem mensagens dos dois lados' },
  },
  {
    name: 'unblock',
    aliases: ['desbloquear', 'unignore', 'designorar'],
    pt: 'desbloquear',
    usage: '<user>',
    words: words(1),
    help: { en: 'unblock someone', pt: 'desbloqueia alguém' },
  },
  {
    name: 'password',
    aliases: ['senha', 'passwd'],
    pt: 'senha',
    usage: '',
    words: words(0),
    help: { en: 'change your password', pt: 'troca sua senha' },
  },
  {
    name: 'status',
    aliases: ['estado'],
    pt: 'estado',
    usage: '',
    words: words(0),
    help: {
      en: 'show the tracker, your rooms, and how each person is connected',
      pt: 'mostra o tracker, suas salas e como cada pessoa está conectada',
    },
  },
  {
    name: 'wire',
    aliases: ['rede'],
    pt: 'rede',
    usage: '[on | off]',
    words: words(0, 1),
    help: { en: 'show network traffic as it happens', pt: 'mostra o tráfego da rede enquanto acontece' },
  },
  {
    name: 'quit',
    aliases: ['exit', 'q', 'fechar'],
    pt: 'fechar',
    usage: '',
    words: words(0),
    help: { en: 'quit the program', pt: 'sai do programa' },
  },
  {
    name: 'search',
    aliases: ['buscar', 'procurar'],
    pt: 'buscar',
    usage: '<text>',
    words: words(1),
    help: { en: 'find text in this conversation', pt: 'busca texto nesta conversa' },
    isForScreen: true,
  },
  {
    name: 'mute',
    aliases: ['silenciar', 'unmute'],
    pt: 'silenciar',
    usage: '[conversation]',
    words: words(0, 1),
    help: { en: 'mute or unmute a conversation', pt: 'silencia uma conversa, ou deixa de silenciar' },
    isForScreen: true,
  },
  {
    name: 'marks',
    aliases: ['sinais', 'why'],
    pt: 'sinais',
    usage: '',
    words: words(0),
    help: { en: 'explain every mark on the screen', pt: 'explica cada sinal na tela' },
    isForScreen: true,
  },
  {
    name: 'clear',
    aliases: ['limpar', 'cls'],
    pt: 'limpar',
    usage: '',
    words: words(0),
    help: { en: 'clear the view of this conversation', pt: 'limpa a tela desta conversa' },
    isForScreen: true,
  },
  {
    name: 'export',
    aliases: ['exportar'],
    pt: 'exportar',
    usage: '<file>',
    words: words(1),
    help: { en: 'save this conversation to a file', pt: 'salva esta conversa em um arquivo' },
    isForScreen: true,
  },
  {
    name: 'set',
    aliases: ['definir'],
    pt: 'definir',
    usage: '[setting] [value]',
    words: words(0, 2),
    help: { en: 'show or change a setting, and save it', pt: 'mostra ou muda uma configuração, e salva' },
    isForScreen: true,
  },
  {
    name: 'theme',
    aliases: ['tema'],
    pt: 'tema',
    usage: '<dark | light | high-contrast | your own>',
    words: words(1),
    help: { en: 'change the colours', pt: 'muda as cores' },
    isForScreen: true,
  },
  {
    name: 'lang',
    aliases: ['idioma'],
    pt: 'idioma',
    usage: '<en | pt | auto>',
    words: words(1),
    help: { en: 'switch between English and Portuguese', pt: 'muda o idioma: inglês ou português' },
    isForScreen: true,
  },
  {
    name: 'time',
    aliases: ['hora'],
    pt: 'hora',
    usage: '<24 | 12 | off>',
    words: words(1),
    help: { en: 'change how times are shown', pt: 'muda como as horas aparecem' },
    isForScreen: true,
  },
  {
    name: 'mouse',
    aliases: ['rato'],
    pt: 'mouse',
    usage: '<on | off>',
    words: words(1),
    help: {
      en: 'let the program or the terminal use the mouse',
      pt: 'deixa o mouse para o programa ou para o terminal',
    },
    isForScreen: true,
  },
];

const BY_NAME: ReadonlyMap<string, CommandRow> = new Map(
  COMMANDS.flatMap((row) => [row.name, ...row.aliases].map((name) => [fold(name), row] as const)),
);

export function findCommand(typed: string): CommandRow | undefined {
  return BY_NAME.get(fold(typed.replace(/^\//, '')));
}

/** The row of that name. */
export function rowOf(name: CommandRow['name']): CommandRow {
  return COMMANDS.find((row) => row.name === name) as CommandRow;
}

export function usageOf(row: CommandRow, language: Language = 'en'): string {
  const usage = language === 'en' ? row.usage : row.usage.replace(PLACE, (place) => PLACES_PT[place] ?? place);
  return `/${nameOf(row, language)}${usage ? ` ${usage}` : ''}`;
}

/** As it is shown; all its names are understood in both languages. */
export function nameOf(row: CommandRow, language: Language): string {
  return language === 'en' ? row.name : row.pt;
}

/** Its other names, for somebody who has seen that one. */
export function otherNamesOf(row: CommandRow, language: Language): readonly string[] {
  return [row.name, ...row.aliases].filter((name) => name !== nameOf(row, language));
}

/** A whole command with its name in that language. What is no command stays as it is. */
export function commandIn(language: Language, command: string): string {
  const space = command.search(/\s/);
  const end = space < 0 ? command.length : space;
  const row = command.startsWith('/') ? findCommand(command.slice(1, end)) : undefined;
  return row ? `/${nameOf(row, language)}${command.slice(end)}` : command;
}

/** What stands for a word in a usage: everything between its brackets and bars, but no option. */
const PLACE = /(?<=[<[|] ?)[a-z][a-z ]*[a-z](?= ?[>\]|])/g;

const PLACES_PT: { readonly [place: string]: string } = {
  command: 'comando',
  'room or invitation': 'sala ou convite',
  room: 'sala',
  user: 'usuário',
  text: 'texto',
  'what you do': 'o que você faz',
  number: 'número',
  conversation: 'conversa',
  file: 'arquivo',
  setting: 'configuração',
  value: 'valor',
  'your own': 'um seu',
};

/** On screen a room is `#dev`; its name is `dev`. */
export function roomArgument(text: string): string {
  return text.startsWith('#') ? text.slice(1) : text;
}

/** Names of commands are compared without case and accents, and `_` is `-`. */
export function fold(name: string): string {
  return foldText(name).replaceAll('_', '-');
}
