import type { MarkPhrases } from './phrases.ts';

export const portugueseMarks: MarkPhrases = {
  tracker: {
    connected: (name) => `Conectado ao tracker ${name}: dá para criar, listar e entrar em salas.`,
    lost: (name, reason) =>
      `O tracker ${name} está fora do ar (${reason}): as conversas continuam, as salas não mudam; tentando de novo.`,
    reconnecting: (name, reason) =>
      reason === ''
        ? `Contatando o tracker ${name}.`
        : `O tracker ${name} não responde (${reason}); tentando de novo. Para iniciar um aqui: npm run tracker`,
  },
  encryptionOn: 'Só são feitas conexões criptografadas (TLS 1.3, uma chave por pessoa).',
  encryptionPrefer: 'As conexões são criptografadas onde o outro lado pode; quem não pode tem um P, e está no título.',
  encryptionOff: 'SEM CIFRA: todos no caminho podem ler tudo. Inicie sem --encryption off.',
  keylog: (file) => `As chaves das suas conexões são gravadas em ${file}: quem tiver o arquivo pode ler tudo.`,
  person: {
    reached: (name) => `${name} tem conexão direta com você.`,
    connecting: (name) => `Conectando a ${name}.`,
    away: (name) => `${name} perdeu a conexão; o lugar fica guardado um minuto, e o que você escrever também.`,
    unreached: (name, reason) =>
      `Sem conexão com ${name}${reason === '' ? '' : ` (${reason})`}; tentando de novo, e o que você escrever fica guardado.`,
    refused: (name, reason) => `Sem conexão com ${name}, por decisão sua ou para proteger você: ${reason}.`,
    blocked: (name) => `Você bloqueou ${name}: vocês não veem as mensagens um do outro.`,
    encrypted: (name) => `O que você e ${name} dizem é criptografado; ninguém mais lê.`,
    plaintext: (name) => `O que você e ${name} dizem NÃO é criptografado; todos no caminho podem ler.`,
    verified: (name) => `A chave de ${name} foi comparada: está verificada.`,
    unverified: (name) => `A chave de ${name} foi salva no primeiro contato e nunca comparada; /verificar ${name}.`,
    changed: (name) => `${name} tem OUTRA CHAVE: nada é enviado até você decidir (F3, ou /verificar e /confiar).`,
    lookAlike: (name, like) => `${name} SÓ PARECE ${like}: é outro nome, de outra pessoa.`,
    records: (name) => `${name} grava as chaves da conexão: o que você disser pode ser lido depois.`,
    encryptionOff: (name) => `${name} desligou a criptografia: pergunte por quê.`,
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
    `${label} tem ${count} não ${count === 1 ? 'lida' : 'lidas'}${highlights > 0 ? `, ${highlights} para você` : ''}.`,
  ended: (label) => `${label} não existe mais, ou você não tem mais lugar nela: dá para ler até /sair fechar.`,
  muted: (label) => `${label} está silenciada (F4): só menções ao seu nome avisam.`,
  more: (count) =>
    `Você subiu no texto; ${count === 0 ? 'há mais abaixo' : `há ${count} não ${count === 1 ? 'lida' : 'lidas'} abaixo`} (Ctrl+End vai lá).`,
  plaintextLine: 'Uma linha que começa com P não foi criptografada no caminho.',
  lineMarks: [
    'Ao lado de uma linha sua: um ponto ou três espera, uma seta foi enviada, um sinal de certo foi entregue (a tantos), ! não foi.',
    'Ao lado de uma pessoa: ponto cheio conectada, meio ponto conectando, anel sem conexão, cruz bloqueada.',
    'Depois de uma pessoa: sinal de certo verificada, ? não comparada, ! outra chave, P sem cifra, K grava chaves, ~ parece outro nome.',
  ],
};
