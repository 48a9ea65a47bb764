import { type CommandRow, words } from '../command-row.ts';

/** Rooms and the people in them. */
export const ROOM_COMMANDS: readonly CommandRow[] = [
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
];
