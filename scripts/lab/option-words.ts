// The laboratory's command line, in words. The guide is docs/lab.

import type { Localized } from '../../commons/command-line/language.ts';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';

const TITLES_PT = [
  'Registro',
  'Um login que falha',
  'A difusão de uma mudança na sala',
  'Sinais de vida',
  'Tráfego direto e tráfego com o tracker',
  'TLS e o registro de chaves',
];

/** `titles` are those of the exercises, in English. */
export function labExamples(titles: readonly string[]): Localized {
  const list = (names: readonly string[]): string => names.map((title, index) => `  ${index + 1}  ${title}`).join('\n');
  return {
    en: `
Examples:
  npm run lab                             runs all: lab-1.pcapng, ...
  npm run lab -- --exercise 3             runs one, and draws what happened
  npm run lab -- --exercise 3 --real      with dumpcap too (Linux, no root)
  npm run lab -- --by-hand                shows what to type as ana, bob, eva
  npm run wireshark -- open lab-3.pcapng  shows the capture

The exercises:
${list(titles)}

The guide, with questions and answers: docs/lab/en/README.md. A capture
contains its own keys; everything in it is made up, so anyone may see it.`,
    pt: `
Exemplos:
  npm run lab                             faz todos: lab-1.pcapng, ...
  npm run lab -- --exercise 3             faz um, e desenha o que aconteceu
  npm run lab -- --exercise 3 --real      também com dumpcap (Linux, sem root)
  npm run lab -- --by-hand                diz o que digitar como ana, bob e eva
  npm run wireshark -- open lab-3.pcapng  mostra a captura

Os exercícios:
${list(TITLES_PT)}

O guia, com perguntas e respostas: docs/lab/pt/README.md. Uma captura contém as
chaves do que está nela; tudo é inventado, e qualquer pessoa pode ver.`,
  };
}

export const LAB_WORDS = {
  description: {
    en: 'Records a tracker and three people on this machine, each with its own address.',
    pt: 'Grava um tracker e três pessoas nesta máquina, cada um com seu endereço.',
  },
  exercise: { en: 'the exercise to run (default: all)', pt: 'o exercício a fazer (padrão: todos)' },
  byHand: { en: 'no script: you are ana, bob and eva', pt: 'sem roteiro: você é ana, bob e eva' },
  capture: {
    en: 'where to record; it must not exist yet (default: lab-N.pcapng, or a free name like it)',
    pt: 'onde gravar; não pode existir ainda (padrão: lab-N.pcapng, ou um nome livre parecido)',
  },
  port: {
    en: `the port of the tracker; 0 takes any free one (default: ${DEFAULT_TRACKER.port})`,
    pt: `a porta do tracker; 0 usa qualquer uma livre (padrão: ${DEFAULT_TRACKER.port})`,
  },
  real: {
    en: 'also capture with dumpcap, in a network namespace of its own (Linux)',
    pt: 'captura também com dumpcap, em um namespace de rede próprio (Linux)',
  },
  handPlaysNone: { en: '--by-hand runs no exercise', pt: '--by-hand não faz nenhum exercício' },
  oneFile: {
    en: '--capture names one file: say which --exercise, or --by-hand',
    pt: '--capture indica um arquivo só: diga qual --exercise, ou --by-hand',
  },
} as const satisfies { readonly [option: string]: Localized };
