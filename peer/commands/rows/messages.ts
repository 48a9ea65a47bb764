import { type CommandRow, words } from '../command-row.ts';

/** Messages, invitations and contact requests. */
export const MESSAGE_COMMANDS: readonly CommandRow[] = [
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
];
