import type { MarkPhrases } from './phrases.ts';

export const portugueseMarks: MarkPhrases = {
  tracker: {
    connected: (name) => `O tracker ${name} está ligado: podem criar-se, listar-se e entrar em salas.`,
    lost: (name, reason) =>
      `O tracker ${name} está ausente (${reason}): as conversas continuam, as salas não mudam; tenta-se de novo sozinho.`,
    reconnecting: (name, reason) =>
      reason === ''
        ? `Perguntando ao tracker ${name}.`
        : `O tracker ${name} não responde (${reason}); tenta-se de novo sozinho. Para iniciar um aqui: npm run tracker`,
  },
  encryptionOn: 'Só se fazem ligações cifradas (TLS 1.3, uma chave por pessoa).',
  encryptionPrefer: 'As ligações são cifradas onde o outro lado pode; quem não pode tem um P, e está no título.',
  encryptionOff: 'SEM CIFRA: todos no caminho podem ler tudo. Comece sem --encryption off.',
  keylog: (file) => `As chaves das suas ligações ficam gravadas em ${file}: quem o tiver pode ler tudo.`,
  person: {
    reached: (name) => `${name} está ligado diretamente a você.`,
    connecting: (name) => `Conectando a ${name}.`,
    away: (name) => `${name} está ausente; o lugar fica guardado um minuto, e o que escrever também.`,
    unreached: (name, reason) =>
      `Não se chega a ${name}${reason === '' ? '' : ` (${reason})`}; tenta-se de novo, e o que escrever fica guardado.`,
    refused: (name, reason) => `${name} não está ligado, por decisão sua ou para o proteger: ${reason}.`,
    blocked: (name) => `Bloqueou ${name}: nada vai para lá nem vem de lá.`,
    encrypted: (name) => `O que você e ${name} dizem é cifrado; mais ninguém o lê.`,
    plaintext: (name) => `O que você e ${name} dizem NÃO é cifrado; todos no caminho o podem ler.`,
    verified: (name) => `A chave de ${name} foi comparada: está verificada.`,
    unverified: (name) => `A chave de ${name} foi guardada no primeiro contato e nunca comparada; /verificar ${name}.`,
    changed: (name) => `${name} tem OUTRA CHAVE: nada se envia até decidir (F3, ou /verificar e /confiar).`,
    lookAlike: (name, like) => `${name} SÓ PARECE ${like}: é outro nome, de outra pessoa.`,
    records: (name) => `${name} grava as chaves da ligação: o que disser pode ser lido depois.`,
    encryptionOff: (name) => `${name} desligou a cifra: pergunte porquê.`,
    confirmsNothing: (name) => `O programa de ${name} nunca diz que uma linha chegou.`,
  },
  line: {
    waiting: (text, names) => `"${text}" espera até chegar a ${names}.`,
    partly: (text, got, waits) => `"${text}" foi entregue a ${got}, e espera por ${waits}.`,
    sent: (text, names) => `"${text}" foi enviado a ${names}; ainda nada foi confirmado.`,
    delivered: (text, names) => `"${text}" foi entregue a ${names}.`,
    failed: (text, names) => `"${text}" NÃO foi entregue a ${names}.`,
  },
  unread: (label, count, highlights) =>
    `${label} tem ${count} por ler${highlights > 0 ? `, ${highlights} para si` : ''}.`,
  ended: (label) => `${label} já não existe, ou o seu lugar nela: pode ler-se até que /sair a feche.`,
  muted: (label) => `${label} está silenciada (F4): só o que chama você pelo nome avisa.`,
  more: (count) =>
    `Subiu no texto; ${count === 0 ? 'há mais abaixo' : `há ${count} por ler abaixo`} (Ctrl+End vai lá).`,
  plaintextLine: 'Uma linha que começa por P não foi cifrada no caminho.',
  lineMarks: [
    'Ao lado de uma linha sua: um ponto ou três espera, uma seta foi enviada, um visto foi entregue (a tantos), ! não foi.',
    'Ao lado de uma pessoa: ponto cheio ligada, meio ponto a ligar, anel não ligada, cruz bloqueada.',
    'Depois de uma pessoa: visto verificada, ? por comparar, ! outra chave, P sem cifra, K grava chaves, ~ parece outro nome.',
  ],
};
