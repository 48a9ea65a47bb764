import type { MarkPhrases } from './phrases.ts';

export const portugueseMarks: MarkPhrases = {
  tracker: {
    connected: (name) => `Conectado ao tracker ${name}: dá para criar, listar e entrar em salas.`,
    lost: (name, reason) =>
      `A conexão com o tracker ${name} caiu (${reason}): as conversas continuam, mas as salas não mudam até ele voltar; reconectando.`,
    reconnecting: (name, reason) =>
      reason === ''
        ? `Contatando o tracker ${name}.`
        : `O tracker ${name} não responde (${reason}); tentando de novo. Para iniciar um aqui: npm run tracker`,
  },
  encryptionOn: 'Todas as conexões são criptografadas (TLS 1.3, uma chave por pessoa).',
  encryptionPrefer:
    'As conexões são criptografadas se o outro lado consegue; quem não consegue tem um P e aparece no título.',
  encryptionOff: 'SEM CRIPTOGRAFIA: qualquer pessoa na rede pode ler tudo. Inicie sem --encryption off.',
  keylog: (file) => `As chaves das suas conexões estão sendo gravadas em ${file}: quem tiver o arquivo pode ler tudo.`,
  person: {
    reached: (name) => `Conexão direta com ${name}.`,
    connecting: (name) => `Conectando a ${name}.`,
    away: (name) => `${name} perdeu a conexão; o lugar fica guardado um minuto, e o que você escrever também.`,
    unreached: (name, reason) =>
      `Sem conexão com ${name}${reason === '' ? '' : ` (${reason})`}; tentando de novo, e o que você escrever fica guardado.`,
    refused: (name, reason) => `Sem conexão com ${name}, por decisão sua ou para proteger você: ${reason}.`,
    blocked: (name) => `Você bloqueou ${name}: vocês não veem as mensagens um do outro.`,
    encrypted: (name) => `O que você e ${name} escrevem é criptografado; ninguém mais consegue ler.`,
    plaintext: (name) => `O que você e ${name} escrevem NÃO é criptografado; qualquer pessoa na rede pode ler.`,
    verified: (name) => `Você verificou a chave de ${name}: é mesmo dessa pessoa.`,
    unverified: (name) =>
      `A chave de ${name} foi salva no primeiro contato, mas nunca comparada. Para comparar: /verificar ${name}`,
    changed: (name) => `A CHAVE de ${name} MUDOU: nada é enviado até você decidir (F3, ou /verificar e /confiar).`,
    lookAlike: (name, like) => `${name} SÓ PARECE ${like}: os nomes são diferentes, e é outra pessoa.`,
    records: (name) => `${name} grava as chaves da conexão: o que você escrever pode ser lido depois.`,
    encryptionOff: (name) => `${name} desligou a criptografia: pergunte por quê.`,
    confirmsNothing: (name) => `O programa de ${name} nunca confirma a entrega.`,
  },
  line: {
    waiting: (text, names) => `"${text}" está aguardando uma conexão com ${names}.`,
    partly: (text, got, waits) => `"${text}" foi entregue a ${got}, e aguarda ${waits}.`,
    sent: (text, names) => `"${text}" foi enviado a ${names}, mas a entrega não foi confirmada.`,
    delivered: (text, names) => `"${text}" foi entregue a ${names}.`,
    failed: (text, names) => `"${text}" NÃO foi entregue a ${names}.`,
  },
  unread: (label, count, highlights) =>
    `${label} tem ${count} não ${count === 1 ? 'lida' : 'lidas'}${highlights > 0 ? `, ${highlights} para você` : ''}.`,
  ended: (label) => `Você não está mais em ${label}: dá para ler até fechar com /sair.`,
  muted: (label) => `${label} está silenciada (F4): você só recebe avisos de menções ao seu nome.`,
  more: (count) =>
    `Você rolou para cima; ${count === 0 ? 'há mais abaixo' : `há ${count} não ${count === 1 ? 'lida' : 'lidas'} abaixo`} (Ctrl+End vai lá).`,
  plaintextLine: 'Uma mensagem que começa com P não foi criptografada.',
  lineMarks: ({ pending, sent, check, bullet, half, ring, cross }) => [
    `Ao lado das suas mensagens: ${pending} aguardando, ${sent} enviada, ${check} entregue (${check}2: a duas pessoas), ! falhou.`,
    `Antes de uma pessoa: ${bullet} conectada, ${half} conectando, ${ring} sem conexão, ${cross} bloqueada.`,
    `Depois de uma pessoa: ${check} verificada, ? nunca comparada, ! chave mudou, P sem criptografia, K grava chaves, ~ só parece outra.`,
  ],
};
