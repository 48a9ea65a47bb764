// What the peer says before there is a screen: why it does not start, or not with the full screen.

import type { Language, Localized } from '../../../commons/command-line/language.ts';
import { fileProblem } from '../../../commons/storage/file-problems.ts';
import type { TerminalProblem } from '../tui/screen/terminal-facts.ts';

export const nodeRecordsKeys: Localized = {
  en: 'Node was started with --tls-keylog, which records keys without telling the others; use --keylog instead',
  pt: 'o Node foi iniciado com --tls-keylog, que grava chaves sem avisar os outros; use --keylog',
};

export const nobodyToSignIn: Localized = {
  en: 'without a terminal, --user is needed, and P2PCHAT_PASSWORD or --password-file for the first login',
  pt: 'sem um terminal é preciso usar --user, e P2PCHAT_PASSWORD ou --password-file na primeira vez',
};

const TERMINAL_PROBLEMS: Readonly<Record<TerminalProblem, Localized>> = {
  input: { en: 'the input is not a terminal', pt: 'a entrada não é um terminal' },
  output: { en: 'the output is not a terminal', pt: 'a saída não é um terminal' },
  unknown: {
    en: 'TERM is not set, so the kind of terminal is unknown',
    pt: 'TERM não está definido, e o tipo do terminal é desconhecido',
  },
  dumb: {
    en: 'TERM is "dumb": the terminal cannot move its cursor',
    pt: 'TERM é "dumb": o terminal não move o cursor',
  },
};

export function noFullScreen(language: Language, problem: TerminalProblem): string {
  const why = TERMINAL_PROBLEMS[problem][language];
  if (language === 'pt') return `sem tela inteira, porque ${why}; usando linhas simples.`;
  return `no full screen, because ${why}; using plain lines instead.`;
}

const SECRETS = { password: 'senha', passphrase: 'frase secreta' } as const;

type Secret = keyof typeof SECRETS;

/** Of a secret that is given in a file, or in the environment. */
export const secretWords = {
  empty: { en: 'an empty passphrase seals nothing', pt: 'uma frase secreta vazia não lacra nada' },
  unreadable: (what: Secret, file: string, error: unknown): Localized => ({
    en: `the ${what} file ${file} cannot be read (${fileProblem('read', error).en})`,
    pt: `o arquivo da ${SECRETS[what]} ${file} não pode ser lido (${fileProblem('read', error).pt})`,
  }),
  forOthers: (what: Secret, file: string): Localized => ({
    en: `others on this machine can read the ${what} file ${file}; protect it with: chmod 600 ${file}`,
    pt: `outras pessoas desta máquina podem ler o arquivo da ${SECRETS[what]} ${file}; para proteger: chmod 600 ${file}`,
  }),
  /** Its file system keeps no permissions. */
  neverClosed: (what: Secret, file: string): Localized => ({
    en: `others on this machine can read the ${what} file ${file}, and its file system keeps no permissions (like FAT and exFAT); move it to another one, or use P2PCHAT_${what.toUpperCase()}`,
    pt: `outras pessoas desta máquina podem ler o arquivo da ${SECRETS[what]} ${file}, e o sistema de arquivos não guarda permissões (como FAT e exFAT); mova para outro, ou use P2PCHAT_${what.toUpperCase()}`,
  }),
  utf16: (what: Secret, file: string): Localized => ({
    en: `the ${what} file ${file} is UTF-16; save it as UTF-8`,
    pt: `o arquivo da ${SECRETS[what]} ${file} está em UTF-16; salve em UTF-8`,
  }),
};

/** Of the file of --keylog. */
export const keyLogWords = {
  unsafe: (file: string, danger: string): Localized => ({
    en: `keys cannot be recorded in ${file}, because ${danger}; name a new file`,
    pt: `as chaves não podem ser gravadas em ${file}, porque outros podem ler esse arquivo; indique um novo`,
  }),
  neverClosed: (file: string): Localized => ({
    en: `keys cannot be recorded in ${file}, because its file system keeps no permissions (like FAT and exFAT); name a file on another one`,
    pt: `as chaves não podem ser gravadas em ${file}, porque o sistema de arquivos não guarda permissões (como FAT e exFAT); indique um arquivo em outro`,
  }),
  unwritable: (file: string, error: unknown): Localized => ({
    en: `keys cannot be recorded in ${file} (${fileProblem('write', error).en})`,
    pt: `as chaves não podem ser gravadas em ${file} (${fileProblem('write', error).pt})`,
  }),
};

/** Of the file of --ca. */
export const authorityWords = {
  unreadable: (file: string, error: unknown): Localized => ({
    en: `the file ${file} of --ca cannot be read (${fileProblem('read', error).en})`,
    pt: `o arquivo ${file} de --ca não pode ser lido (${fileProblem('read', error).pt})`,
  }),
  tooLarge: (file: string): Localized => ({
    en: `the file ${file} of --ca has more than 4 MiB; name one with certificates`,
    pt: `o arquivo ${file} de --ca tem mais de 4 MiB; indique um com certificados`,
  }),
  der: (file: string): Localized => ({
    en: `${file} is DER, and --ca takes PEM; convert it: openssl x509 -inform der -in ${file} -out ca.pem`,
    pt: `${file} está em DER, e --ca aceita PEM; converta: openssl x509 -inform der -in ${file} -out ca.pem`,
  }),
  utf16: (file: string): Localized => ({
    en: `the file ${file} of --ca is UTF-16; save it as UTF-8`,
    pt: `o arquivo ${file} de --ca está em UTF-16; salve em UTF-8`,
  }),
  none: (file: string): Localized => ({
    en: `there is no certificate in ${file}; --ca needs a file with "-----BEGIN CERTIFICATE-----" (PEM)`,
    pt: `não há certificado em ${file}; --ca precisa de um arquivo com "-----BEGIN CERTIFICATE-----" (PEM)`,
  }),
  damaged: (file: string, which: number, count: number): Localized => ({
    en: `certificate ${which} of ${count} in ${file} is damaged; give --ca a whole copy of it`,
    pt: `o certificado ${which} de ${count} em ${file} está danificado; use uma cópia inteira em --ca`,
  }),
};
