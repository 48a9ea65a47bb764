// The tracker's command line, in words. Its log is English.

import type { Localized } from '../commons/command-line/language.ts';

export const OPTION_WORDS = {
  description: { en: 'The rendezvous of a chat without a server.', pt: 'O ponto de encontro de um chat sem servidor.' },
  host: { en: 'address to listen on', pt: 'endereço onde escutar' },
  port: { en: 'port to listen on; 0 takes any free one', pt: 'porta onde escutar; 0 usa qualquer uma livre' },
  data: {
    en: 'folder of users_db.json, rooms_db.json, peers_db.json and its key',
    pt: 'pasta de users_db.json, rooms_db.json, peers_db.json e da chave',
  },
  cert: {
    en: 'certificate (PEM) of an authority, instead of a key of its own',
    pt: 'certificado (PEM) de uma autoridade, em vez de uma chave própria',
  },
  key: { en: 'the key (PEM) of --cert', pt: 'a chave (PEM) de --cert' },
  pingInterval: {
    en: 'how often each peer is asked whether it is alive',
    pt: 'de quanto em quanto tempo se pergunta a cada par se está vivo',
  },
  pingTimeout: { en: 'how long it may take to answer', pt: 'quanto tempo ele tem para responder' },
  seatGrace: {
    en: 'how long the seat of a lost member is kept',
    pt: 'por quanto tempo se guarda o lugar de quem caiu',
  },
  plaintext: {
    en: 'who may talk to the tracker unencrypted',
    pt: 'quem pode falar com o tracker sem criptografia',
  },
  limits: {
    en: 'for whom the limits on requests and connections are: other machines, all, none',
    pt: 'para quem valem os limites de pedidos e conexões: outras máquinas, todos, ninguém',
  },
  linger: { en: 'end this long after the last peer has gone', pt: 'termina este tempo depois que o último par sair' },
  capture: {
    en: 'record all traffic with its keys in a new file, which Wireshark opens',
    pt: 'grava todo o tráfego e as chaves em um arquivo novo, que o Wireshark abre',
  },
  json: { en: 'write the log as one JSON object a line', pt: 'escreve o log com um objeto JSON por linha' },
  halfACertificate: {
    en: '--cert and --key belong together: give both, or none',
    pt: '--cert e --key andam juntos: indique os dois, ou nenhum',
  },
  examples: {
    en: `
Examples:
  npm run tracker                             for peers on this machine
  npm run tracker -- --port 7000 --data /var/lib/chat
  npm run tracker -- --host 0.0.0.0           for other machines too, with TLS
  npm run tracker -- --host 0.0.0.0 --plaintext always   for a laboratory

The tracker registers users, keeps rooms of three and watches who is alive. It
never sees a message. Stop it with Ctrl+C: it writes its files and ends.`,
    pt: `
Exemplos:
  npm run tracker                             para pares nesta máquina
  npm run tracker -- --port 7000 --data /var/lib/chat
  npm run tracker -- --host 0.0.0.0           também para outras, com TLS
  npm run tracker -- --host 0.0.0.0 --plaintext always   para um laboratório

O tracker cadastra usuários, mantém salas de três e observa quem está vivo. Ele
nunca vê uma mensagem. Ctrl+C o encerra: ele grava seus arquivos e termina.`,
  },
} as const satisfies { readonly [option: string]: Localized };
