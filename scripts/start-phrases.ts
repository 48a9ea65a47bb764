// The texts that `npm start` prints before the peer starts, in the user's language.

import type { Language, Localized } from '../commons/command-line/language.ts';
import type { EnsuredTracker } from './ensured-tracker.ts';

interface StartPhrases {
  /** `isOurs`: the tracker was started from this folder, now or before. */
  found(tracker: EnsuredTracker, where: string, isOurs: boolean): string;
  /** Printed if there is no terminal to chat in. */
  howToJoin(where: string): string;
}

const en: StartPhrases = {
  found({ pid, log, data }, where, isOurs) {
    if (!isOurs) return `A tracker answers on ${where}.`;
    if (pid === null) return `A tracker answers on ${where}; its log is ${log}, its data is in ${data}.`;
    return `Started a tracker on ${where} (process ${pid}); its log is ${log}, its data is in ${data}. It stops ten minutes after the last peer has left.`;
  },
  howToJoin: (where) =>
    `Open a terminal and run \`npm start\` there to join (or \`npm run peer -- --tracker ${where}\`).`,
};

const pt: StartPhrases = {
  found({ pid, log, data }, where, isOurs) {
    if (!isOurs) return `Um tracker responde em ${where}.`;
    if (pid === null) return `Um tracker responde em ${where}; o log dele é ${log}, os dados estão em ${data}.`;
    return `Iniciado um tracker em ${where} (processo ${pid}); o log dele é ${log}, os dados estão em ${data}. Ele termina dez minutos depois que a última pessoa sair.`;
  },
  howToJoin: (where) =>
    `Abra um terminal e rode \`npm start\` nele para entrar (ou \`npm run peer -- --tracker ${where}\`).`,
};

export const startPhrases: Readonly<Record<Language, StartPhrases>> = { en, pt };

/** Why there is no tracker to chat with, and what to do. */
export const noTracker = {
  stranger: (where: string): Localized => ({
    en: `Something other than a tracker is listening on ${where}; choose another address with --tracker host:port.`,
    pt: `Outro programa, que não é um tracker, está usando ${where}; escolha outro endereço com --tracker host:porta.`,
  }),
  ended: (lastLine: string, log: string): Localized => ({
    en: `The tracker did not start: ${lastLine} (its log is ${log})`,
    pt: `O tracker não iniciou: ${lastLine} (o log dele é ${log})`,
  }),
  silent: (where: string, log: string): Localized => ({
    en: `The tracker at ${where} does not answer; its log is ${log}.`,
    pt: `O tracker em ${where} não responde; o log dele é ${log}.`,
  }),
  notWritable: (data: string, code: string): Localized => ({
    en: `No tracker was started, because ${data} cannot be written (${code}); start one with its files elsewhere: npm run tracker -- --data <folder>`,
    pt: `Nenhum tracker foi iniciado, porque não é possível gravar em ${data} (${code}); inicie um com os arquivos em outro lugar: npm run tracker -- --data <pasta>`,
  }),
};
