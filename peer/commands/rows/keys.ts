import { type CommandRow, words } from '../command-row.ts';

/** Keys, trust, and the own password. */
export const KEY_COMMANDS: readonly CommandRow[] = [
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
];
