// The help texts of the options of `npm run wireshark`.

import type { Localized } from '../../commons/command-line/language.ts';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';

export const WIRESHARK_WORDS = {
  description: { en: 'Shows P2P Chat in Wireshark.', pt: 'Mostra o P2P Chat no Wireshark.' },
  what: { en: 'install, open or live', pt: 'install, open ou live' },
  file: { en: 'the capture to open', pt: 'a captura a abrir' },
  text: {
    en: 'open: show it here, with tshark, instead of in a window',
    pt: 'open: mostra aqui, com o tshark, em vez de em uma janela',
  },
  port: {
    en: `live: the port of the tracker (default: ${DEFAULT_TRACKER.port})`,
    pt: `live: a porta do tracker (padrão: ${DEFAULT_TRACKER.port})`,
  },
  ports: {
    en: "live: the peers' ports; only these and the tracker's are captured",
    pt: 'live: as portas dos pares; só estas e a do tracker são capturadas',
  },
  keylog: {
    en: 'live: the keys that peers record (--keylog)',
    pt: 'live: as chaves que os pares gravam (--keylog)',
  },
  interface: {
    en: 'live: where to capture (default: loopback)',
    pt: 'live: onde capturar (padrão: loopback)',
  },
  openNeedsFile: { en: 'open needs the file of a capture', pt: 'open precisa do arquivo de uma captura' },
  examples: {
    en: `
  install     puts the dissector and a profile where Wireshark looks for them
  open FILE   opens a capture in Wireshark, with both
  live        shows this machine's loopback traffic (tshark and rights needed)

Examples:
  npm run peer -- --capture chat.pcapng        records, with its keys
  npm run wireshark -- open chat.pcapng        shows it, decrypted
  npm run wireshark -- open chat.pcapng --text
  npm run wireshark -- live --keylog keys.log --ports 41001,41002`,
    pt: `
  install       põe o dissector e um perfil onde o Wireshark os procura
  open ARQUIVO  abre uma captura no Wireshark, com os dois
  live          mostra o tráfego do loopback (precisa de tshark e privilégios)

Exemplos:
  npm run peer -- --capture chat.pcapng        grava, com as chaves
  npm run wireshark -- open chat.pcapng        mostra, descriptografada
  npm run wireshark -- open chat.pcapng --text
  npm run wireshark -- live --keylog keys.log --ports 41001,41002`,
  },
} as const satisfies { readonly [option: string]: Localized };

export const wiresharkProblems = {
  unexpected: (argument: string): Localized => ({
    en: `unexpected argument '${argument}'`,
    pt: `argumento inesperado '${argument}'`,
  }),
  unknown: (what: string): Localized => ({
    en: `'${what}' is neither install, open nor live`,
    pt: `'${what}' não é install, open nem live`,
  }),
  tooManyPorts: (max: number): Localized => ({
    en: `Name at most ${max} ports.`,
    pt: `Indique no máximo ${max} portas.`,
  }),
};
