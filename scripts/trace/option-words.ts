// The command line of `npm run trace`, in words.

import type { Localized } from '../../commons/command-line/language.ts';

/** `arrows`: how many are drawn unless it is said. */
export const traceWords = (arrows: number) =>
  ({
    description: {
      en: 'Draws who said what to whom: a sequence diagram of a capture.',
      pt: 'Desenha quem disse o quê a quem: um diagrama de sequência de uma captura.',
    },
    file: { en: 'the capture, or a trace', pt: 'a captura, ou um trace' },
    format: { en: 'what to draw', pt: 'o que desenhar' },
    out: {
      en: 'where to; it must not exist yet (default: standard output)',
      pt: 'onde salvar; não pode existir ainda (padrão: a saída)',
    },
    keylog: {
      en: 'keys that are not in the capture, for tshark',
      pt: 'chaves que não estão na captura, para o tshark',
    },
    limit: { en: `at most so many arrows (default: ${arrows})`, pt: `no máximo tantas setas (padrão: ${arrows})` },
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

FILE is a capture that peer or tracker wrote (--capture), which needs nothing
else; or any other one, if tshark is installed; or a trace (one JSON object a
line). Write to a file with --out: behind >, npm writes there too.`,
      pt: `
Exemplos:
  npm run trace -- lab.pcapng                  uma escada para o terminal
  npm run trace -- lab.pcapng --format svg --out lab.svg
  npm run trace -- lab.pcapng --format mermaid --out lab.mmd

ARQUIVO é uma captura que o chat ou o tracker gravou (--capture), e basta; ou
qualquer outra, se o tshark estiver instalado; ou um trace (um objeto JSON por
linha). Salve em arquivo com --out: depois de >, o npm também escreve nele.`,
    },
  }) as const satisfies { readonly [option: string]: Localized };
