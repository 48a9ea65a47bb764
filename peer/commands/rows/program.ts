import { type CommandRow, words } from '../command-row.ts';

export const HELP_COMMAND: CommandRow = {
  name: 'help',
  aliases: ['ajuda', 'h', '?'],
  pt: 'ajuda',
  usage: '[command]',
  words: words(0, 1),
  help: { en: 'list the commands, or explain one', pt: 'lista os comandos, ou explica um' },
};

/** The program itself. */
export const PROGRAM_COMMANDS: readonly CommandRow[] = [
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
];
