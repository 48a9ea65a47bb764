// Problems in Brazilian Portuguese.

import { MAX_CONTENT_BYTES } from '../../../commons/protocol/limits.ts';
import { nameOf, rowOf, usageOf } from '../../commands/commands.ts';
import { errorText } from './error-text.ts';
import { type ProblemWords, wordedBy } from './problem-words.ts';

const WORDS: ProblemWords = {
  UNKNOWN_COMMAND({ typed, guess }) {
    const meant = guess === null ? '' : ` Seria /${nameOf(rowOf(guess), 'pt')}?`;
    return `O comando /${typed} não existe.${meant} /ajuda mostra todos.`;
  },
  BAD_ARGUMENTS({ command }) {
    const row = rowOf(command);
    return `Uso: ${usageOf(row, 'pt')} - ${row.help.pt}.`;
  },
  NEEDS_SCREEN: ({ command }) => `/${nameOf(rowOf(command), 'pt')} só funciona na tela inteira.`,
  TOO_MANY_LINES: () => 'Há linhas demais aguardando o tracker; esta foi descartada.',
  NO_CONVERSATION({ why }) {
    switch (why) {
      case 'say':
        return 'Não enviado: entre antes em uma sala (/entrar <sala>) ou escreva para alguém (/privado <nome>).';
      case 'invite':
        return 'Para qual sala? Use /convidar <sala>, com uma sala em que você está.';
      case 'add':
        return 'Entre antes na sala: /adicionar convida alguém para a sala em que você está.';
      case 'leave':
        return 'Você não está em nenhuma sala nem conversa privada.';
      case 'delete':
        return 'Qual sala? Você não está em nenhuma: /apagar_sala <sala>.';
    }
  },
  NOT_IN_ROOM: ({ room }) => `Não enviado: você não está mais ${room === null ? 'nessa sala' : `em #${room}`}.`,
  NOT_TO_YOURSELF: () => 'Esse nome é o seu.',
  TOO_LARGE: ({ why }) =>
    why === 'message'
      ? `Não enviado: a linha é longa demais; o máximo são ${MAX_CONTENT_BYTES} bytes.`
      : 'Essa linha é longa demais e foi descartada.',
  NOT_UTF8: () => 'A entrada está em UTF-16 e não foi lida; envie em UTF-8.',
  NOT_DONE: ({ seconds }) => `A entrada terminou, e depois de ${seconds} s nem tudo foi entregue; desistindo.`,
  STORAGE_FAILED: ({ reason }) => `O que você decidiu não pôde ser salvo para a próxima vez (${reason}).`,
  TEXT: ({ of, english }) => errorText('pt', of, english),
};

export const problemInPortuguese = wordedBy(WORDS);
