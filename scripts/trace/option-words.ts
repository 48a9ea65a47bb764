// The command line of `npm run trace`, in words.

import type { Localized } from '../../commons/command-line/language.ts';

/** `arrows`: how many are drawn unless it is said. */
export const traceWords = (arrows: number) =>
  ({
    description: {
      en: 'Draws who sent what to whom: a sequence diagram of a capture.',
      pt: 'Desenha quem enviou o quê a quem: um diagrama de sequência de uma captura.',
    },
    file: { en: 'the capture, or a trace', pt: 'a captura, ou um trace' },
    format: { en: 'what to draw', pt: 'o que desenhar' },
    out: {
      en: 'file to write; it must not exist yet (default: standard output)',
      pt: 'arquivo a gravar; não pode existir ainda (padrão: saída padrão)',
    },
    keylog: {
      en: 'keys that are not in the capture, for tshark',
      pt: 'chaves que não estão na captura, para o tshark',
    },
    limit: {
      en: `how many arrows to draw at most (default: ${arrows})`,
      pt: `quantas setas desenhar, no máximo (padrão: ${arrows})`,
    },
    width: {
      en: 'columns of the text (default: those of the terminal, else 80)',
      pt: 'colunas do texto (padrão: as do terminal, ou 80)',
    },
    ascii: { en: 'draw with ASCII characters only', pt: 'desenha só com caracteres ASCII' },
    examples: {
      en: `
Examples:
  npm run trace -- lab.pcapng                  a ladder for the terminal
  npm run trace -- lab.pcapng --format svg --out lab.svg
  npm run trace -- lab.pcapng --format mermaid --out lab.mmd

FILE is a capture written by the peer or the tracker (--capture); or any other
capture, if tshark is installed; or a trace (one JSON object per line). To write
to a file use --out: after >, npm would write there too.`,
      pt: `
Exemplos:
  npm run trace -- lab.pcapng                  uma escada para o terminal
  npm run trace -- lab.pcapng --format svg --out lab.svg
  npm run trace -- lab.pcapng --format mermaid --out lab.mmd

ARQUIVO é uma captura gravada pelo chat ou pelo tracker (--capture); ou qualquer
outra, se o tshark estiver instalado; ou um trace (um objeto JSON por linha).
Para gravar em um arquivo use --out: depois de >, o npm também escreveria nele.`,
    },
  }) as const satisfies { readonly [option: string]: Localized };
