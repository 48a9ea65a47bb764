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
    help: { en: 'what can be typed here', pt: 'lista os comandos' },
  },
  {
    name: 'users',
    aliases: ['usuarios', 'utilizadores', 'who', 'names'],
    pt: 'usuarios',
    usage: '',
    words: words(0),
    help: {
      en: 'who is in this room, and how each is reached',
      pt: 'quem está nesta sala, e como cada um está conectado',
    },
  },
  {
    name: 'peers',
    aliases: ['pares', 'online'],
    pt: 'pares',
    usage: '',
    words: words(0),
    help: { en: 'who is online', pt: 'quem está conectado' },
  },
  {
    name: 'rooms',
    aliases: ['salas', 'list'],
    pt: 'salas',
    usage: '',
    words: words(0),
    help: { en: 'which rooms there are', pt: 'que salas existem' },
  },
  {
    name: 'join',
    aliases: ['entrar', 'j'],
    pt: 'entrar',
    usage: '<room or invitation> [--password]',
    words: words(1),
    help: { en: 'enter a room, or switch to it', pt: 'entra em uma sala, ou muda para ela' },
  },
  {
    name: 'create',
    aliases: ['criar_sala', 'criar'],
    pt: 'criar',
    usage: '<room> [--password | --invite-only]',
    words: words(1),
    help: {
      en: 'make a room of three seats; the first is yours',
      pt: 'cria uma sala de três lugares; o primeiro é seu',
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
    help: { en: 'end a room of yours for all', pt: 'apaga uma sala sua' },
  },
  {
    name: 'msg',
    aliases: ['privado', 'pm', 'dm', 'query'],
    pt: 'privado',
    usage: '<user> [text]',
    words: words(1, 2),
    help: {
      en: 'write to one person; without a text, talk to them alone',
      pt: 'escreve para uma pessoa; sem texto, abre a conversa',
    },
  },
  {
    name: 'me',
    aliases: ['eu'],
    pt: 'eu',
    usage: '<what you do>',
    words: words(1),
    help: { en: 'say what you do, not what you say', pt: 'descreve uma ação' },
  },
  {
    name: 'say',
    aliases: ['dizer'],
    pt: 'dizer',
    usage: '<text>',
    words: words(1),
    help: {
      en: 'send text exactly as it is, an invitation too, without being asked',
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
      en: 'an invitation to a room made with --invite-only, to be passed on',
      pt: 'um link de convite para uma sala criada com --invite-only',
    },
  },
  {
    name: 'add',
    aliases: ['convidar', 'adicionar'],
    pt: 'convidar',
    usage: '<user>',
    words: words(1),
    help: { en: 'ask somebody who is online into this room', pt: 'convida alguém conectado para esta sala' },
  },
  {
    name: 'accept',
    aliases: ['aceitar'],
    pt: 'aceitar',
    usage: '[user]',
    words: words(0, 1),
    help: {
      en: 'accept an invitation, or somebody who has written to you for the first time',
      pt: 'aceita um convite, ou alguém que escreveu a você pela primeira vez',
    },
  },
  {
    name: 'decline',
    aliases: ['recusar'],
    pt: 'recusar',
    usage: '[user]',
    words: words(0, 1),
    help: { en: 'say no to either', pt: 'recusa um ou outro' },
  },
  {
    name: 'requests',
    aliases: ['pedidos'],
    pt: 'pedidos',
    usage: '',
    words: words(0),
    help: {
      en: 'who has written to you for the first time and waits for your answer',
      pt: 'quem escreveu a você pela primeira vez e espera uma resposta',
    },
  },
  {
    name: 'fingerprint',
    aliases: ['impressao', 'key'],
    pt: 'impressao',
    usage: '[user | --rotate]',
    words: words(0, 1),
    help: {
      en: 'the name of a key; --rotate: a new one for you',
      pt: 'mostra uma chave; --rotate: uma nova para você',
    },
  },
  {
    name: 'safety-number',
    aliases: ['numero'],
    pt: 'numero',
    usage: '<user>',
    words: words(1),
    help: {
      en: 'the number that you both see if nobody is in between, without marking anybody',
      pt: 'mostra o número de segurança para comparar',
    },
  },
  {
    name: 'verify',
    aliases: ['verificar'],
    pt: 'verificar',
    usage: '<user> [number]',
    words: words(1, 2),
    help: {
      en: 'the number that you both see if nobody is in between; marks them as verified',
      pt: 'compara o número de segurança; marca como verificado',
    },
  },
  {
    name: 'unverify',
    aliases: ['desverificar'],
    pt: 'desverificar',
    usage: '<user>',
    words: words(1),
    help: { en: 'the numbers were not the same after all', pt: 'desfaz a verificação: os números não eram iguais' },
  },
  {
    name: 'trust',
    aliases: ['confiar'],
    pt: 'confiar',
    usage: '<user>',
    words: words(1),
    help: { en: 'accept that somebody has another key now', pt: 'aceita a chave nova de alguém' },
  },
  {
    name: 'block',
    aliases: ['bloquear', 'ignore', 'ignorar'],
    pt: 'bloquear',
    usage: '<user>',
    words: words(1),
    help: { en: 'neither write to somebody nor hear them', pt: 'bloqueia alguém: sem mensagens dos dois lados' },
  },
  {
    name: 'unblock',
    aliases: ['desbloquear', 'unignore', 'designorar'],
    pt: 'desbloquear',
    usage: '<user>',
    words: words(1),
    help: { en: 'the opposite of /block', pt: 'o contrário de /bloquear' },
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
      en: 'the tracker, your rooms, and how each person is reached',
      pt: 'o tracker, suas salas e como cada pessoa está conectada',
    },
  },
  {
    name: 'wire',
    aliases: ['rede'],
    pt: 'rede',
    usage: '[on | off]',
    words: words(0, 1),
    help: { en: 'what crosses the wire, as it happens', pt: 'mostra o que passa na rede, enquanto acontece' },
  },
  {
    name: 'quit',
    aliases: ['exit', 'q', 'fechar'],
    pt: 'fechar',
    usage: '',
    words: words(0),
    help: { en: 'leave the program', pt: 'sai do programa' },
  },
  {
    name: 'search',
    aliases: ['buscar', 'procurar'],
    pt: 'buscar',
    usage: '<text>',
    words: words(1),
    help: { en: 'find what was said here', pt: 'procura texto nesta conversa' },
    isForScreen: true,
  },
  {
    name: 'mute',
    aliases: ['silenciar', 'unmute'],
    pt: 'silenciar',
    usage: '[conversation]',
    words: words(0, 1),
    help: {
      en: 'do not call me for what is said here, or do again',
      pt: 'silencia esta conversa, ou deixa de silenciar',
    },
    isForScreen: true,
  },
  {
    name: 'marks',
    aliases: ['sinais', 'why'],
    pt: 'sinais',
    usage: '',
    words: words(0),
    help: { en: 'what every mark on the screen means now', pt: 'o que cada sinal na tela significa agora' },
    isForScreen: true,
  },
  {
    name: 'clear',
    aliases: ['limpar', 'cls'],
    pt: 'limpar',
    usage: '',
    words: words(0),
    help: { en: 'empty the view of this conversation', pt: 'limpa a tela desta conversa' },
    isForScreen: true,
  },
  {
    name: 'export',
    aliases: ['exportar'],
    pt: 'exportar',
    usage: '<file>',
    words: words(1),
    help: { en: 'write what was said here to a file', pt: 'salva esta conversa em um arquivo' },
    isForScreen: true,
  },
  {
    name: 'set',
    aliases: ['definir'],
    pt: 'definir',
    usage: '[setting] [value]',
    words: words(0, 2),
    help: { en: 'show or change a setting, and keep it', pt: 'mostra ou muda uma configuração, e salva' },
    isForScreen: true,
  },
  {
    name: 'theme',
    aliases: ['tema'],
    pt: 'tema',
    usage: '<dark | light | high-contrast | your own>',
    words: words(1),
    help: { en: 'how everything looks', pt: 'muda as cores' },
    isForScreen: true,
  },
  {
    name: 'lang',
    aliases: ['idioma'],
    pt: 'idioma',
    usage: '<en | pt | auto>',
    words: words(1),
    help: { en: 'the language, English or Portuguese', pt: 'o idioma, inglês ou português' },
    isForScreen: true,
  },
  {
    name: 'time',
    aliases: ['hora'],
    pt: 'hora',
    usage: '<24 | 12 | off>',
    words: words(1),
    help: { en: 'how times are shown', pt: 'como as horas aparecem' },
    isForScreen: true,
  },
  {
    name: 'mouse',
    aliases: ['rato'],
    pt: 'mouse',
    usage: '<on | off>',
    words: words(1),
    help: { en: "whether the mouse is ours or the terminal's", pt: 'se o mouse é do programa ou do terminal' },
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
