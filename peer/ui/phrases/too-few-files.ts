import type { Language } from '../../../commons/command-line/language.ts';

/** Said before the other phrases can be loaded. No full stop at the end. */
export function tooFewFiles(language: Language, limit: number, needed: number): string {
  return language === 'pt'
    ? `aqui só ${limit} arquivos podem ficar abertos ao mesmo tempo, e são necessários ${needed}; aumente o limite (ulimit -Hn), ou inicie em outro terminal`
    : `only ${limit} files may be open at a time here, and ${needed} are needed; raise the hard limit (ulimit -Hn), or start it from another terminal`;
}
