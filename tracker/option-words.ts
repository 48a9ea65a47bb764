// The help texts of the tracker's options, in both languages. The tracker's log is always in English.

import type { Localized } from '../commons/command-line/language.ts';

export const OPTION_WORDS = {
  description: {
    en: 'Where the people of a chat without a server find each other.',
    pt: 'Onde as pessoas de um chat sem servidor se encontram.',
  },
  host: { en: 'address to listen on', pt: 'endereço onde escutar' },
  port: { en: 'port to listen on; 0 takes any free one', pt: 'porta onde escutar; 0 usa qualquer uma livre' },
  data: {
    en: 'folder for users_db.json, rooms_db.json, peers_db.json and the key',
    pt: 'pasta para users_db.json, rooms_db.json, peers_db.json e a chave',
  },
  cert: {
    en: 'certificate (PEM) from an authority, instead of a key of its own',
    pt: 'certificado (PEM) de uma autoridade, em vez de uma chave própria',
  },
  key: { en: 'the key (PEM) of --cert', pt: 'a chave (PEM) de --cert' },
  pingInterval: {
    en: 'how often to ask each peer whether it is still there',
    pt: 'de quanto em quanto tempo perguntar a cada par se ainda está aí',
  },
  pingTimeout: { en: 'how long a peer has to answer', pt: 'quanto tempo o par tem para responder' },
  seatGrace: {
    en: 'how long to keep the seat of a member who lost connection',
    pt: 'por quanto tempo guardar o lugar de quem perdeu a conexão',
  },
  plaintext: {
    en: 'who may talk to the tracker unencrypted',
    pt: 'quem pode falar com o tracker sem criptografia',
  },
  limits: {
    en: 'who is limited in requests and connections: other machines, all, none',
    pt: 'quem tem limites de pedidos e conexões: outras máquinas, todos, ninguém',
  },
  linger: { en: 'stop this long after the last peer has left', pt: 'termina este tempo depois que o último par sair' },
  capture: {
    en: 'record all traffic with its keys in a new file, which Wireshark opens',
    pt: 'grava todo o tráfego e as chaves em um arquivo novo, que o Wireshark abre',
  },
  json: { en: 'write the log as one JSON object per line', pt: 'escreve o log com um objeto JSON por linha' },
  halfACertificate: {
    en: '--cert and --key go together: use both, or neither',
    pt: '--cert e --key andam juntos: use os dois, ou nenhum',
  },
  examples: {
    en: `
Examples:
  npm run tracker                             for peers on this machine
  npm run tracker -- --port 7000 --data /var/lib/chat
  npm run tracker -- --host 0.0.0.0           for other machines too, with TLS
  npm run tracker -- --host 0.0.0.0 --plaintext always   for a laboratory

The tracker registers users, keeps rooms of three and tracks who is online. It
never sees a message. Stop it with Ctrl+C: it saves its files and exits.`,
    pt: `
Exemplos:
  npm run tracker                             para pares nesta máquina
  npm run tracker -- --port 7000 --data /var/lib/chat
  npm run tracker -- --host 0.0.0.0           também para outras, com TLS
  npm run tracker -- --host 0.0.0.0 --plaintext always   para um laboratório

O tracker cadastra usuários, mantém salas de três e acompanha quem está online.
Ele nunca vê uma mensagem. Para encerrar: Ctrl+C (ele salva seus arquivos).`,
  },
} as const satisfies { readonly [option: string]: Localized };
