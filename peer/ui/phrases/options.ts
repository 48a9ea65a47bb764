// The peer's command line, in words: `--help` of `npm run peer` and of `npm start`.

import type { Localized } from '../../../commons/command-line/language.ts';
import { MAX_USERNAME_CHARACTERS } from '../../../commons/protocol/limits.ts';

export const OPTION_WORDS = {
  peer: {
    en: 'A terminal chat without a chat server: rooms of three, and private chats.',
    pt: 'Um chat de terminal sem servidor de chat: salas de três e conversas privadas.',
  },
  start: {
    en: 'Opens the chat, and starts a tracker on this machine if none answers.',
    pt: 'Abre o chat e inicia um tracker nesta máquina se nenhum responder.',
  },
  tracker: { en: 'where the tracker is (default: 127.0.0.1:6060)', pt: 'onde está o tracker (padrão: 127.0.0.1:6060)' },
  user: { en: 'your name', pt: 'seu nome de usuário' },
  register: {
    en: 'register the name first, if it is not registered yet',
    pt: 'cadastra o nome antes, se ainda não estiver cadastrado',
  },
  listen: {
    en: 'where other peers can connect to you (default: any free port)',
    pt: 'onde os outros podem se conectar a você (padrão: qualquer porta livre)',
  },
  bind: {
    en: 'address of this machine to connect from and to listen on',
    pt: 'endereço desta máquina de onde conectar e onde escutar',
  },
  data: { en: "folder for the peer's own files", pt: 'pasta para os arquivos do programa' },
  passwordFile: { en: 'file with the password', pt: 'arquivo com a senha' },
  encryption: {
    en: 'require (the default): only encrypted connections; prefer: plaintext with peers that have no key; off: nothing is encrypted, for a laboratory',
    pt: 'require (o padrão): só conexões criptografadas; prefer: sem criptografia com quem não tem chave; off: nada é criptografado, para um laboratório',
  },
  requests: {
    en: 'first messages from people you do not know; ask: they wait until you accept them; accept: they are shown at once (default: ask; with --json, accept)',
    pt: 'primeiras mensagens de quem você não conhece; ask: esperam até você aceitar; accept: aparecem logo (padrão: ask; com --json, accept)',
  },
  keylog: {
    en: 'record the keys of all connections, so that they can be decrypted; the others are told',
    pt: 'grava as chaves de todas as conexões, para que possam ser descriptografadas; os outros são avisados',
  },
  capture: {
    en: 'record all traffic with its keys in a new file, which Wireshark opens; the others are told',
    pt: 'grava todo o tráfego e as chaves em um arquivo novo, que o Wireshark abre; os outros são avisados',
  },
  ca: {
    en: 'certificates (PEM) of authorities; one of them has to vouch for the tracker',
    pt: 'certificados (PEM) de autoridades; uma delas precisa atestar o tracker',
  },
  allowSha256: {
    en: 'send the SHA-256 of the password to a tracker that cannot check a proof of it',
    pt: 'envia o SHA-256 da senha a um tracker que não sabe conferir uma prova dela',
  },
  seal: {
    en: "ask for a passphrase, and seal the peer's own files with it",
    pt: 'pede uma frase secreta e lacra com ela os arquivos do programa',
  },
  passphraseFile: { en: 'file with that passphrase', pt: 'arquivo com essa frase secreta' },
  plain: {
    en: 'one readable line per event, instead of the full screen',
    pt: 'uma linha legível por evento, em vez da tela inteira',
  },
  ascii: { en: 'draw with ASCII characters only', pt: 'desenha só com caracteres ASCII' },
  noMouse: { en: 'leave the mouse to the terminal', pt: 'deixa o mouse para o terminal' },
  theme: {
    en: 'dark, light, high-contrast, or a theme of your own',
    pt: 'dark (escuro), light (claro), high-contrast (alto contraste) ou um tema seu',
  },
  lang: { en: 'language of the screen and of this help', pt: 'idioma da tela e desta ajuda' },
  json: {
    en: 'events and commands for programs, one JSON object per line',
    pt: 'eventos e comandos para programas, um objeto JSON por linha',
  },
} as const satisfies { readonly [option: string]: Localized };

export const PEER_EXAMPLES: Localized = {
  en: `
Examples:
  npm run peer                             asks for your name and password
  npm run peer -- --user ana --register    registers ana, or logs her in
  npm run peer -- --tracker chat.example.org:6060
  npm run peer -- --capture chat.pcapng    for Wireshark; the others are told
  npm run peer -- --plain                  one line per event (screen readers)
  P2PCHAT_PASSWORD=... npm run --silent peer -- --json --user bot < in > out

You are asked for the password, unless it comes from P2PCHAT_PASSWORD or
--password-file; once the tracker knows your key, no password is needed. With
--seal your files are sealed with a passphrase, from P2PCHAT_PASSPHRASE or
--passphrase-file. Settings are kept in a file, which /set writes; the options
here override it. F1 or /help explains the rest.`,
  pt: `
Exemplos:
  npm run peer                             pergunta nome e senha
  npm run peer -- --user ana --register    cadastra ana, ou entra como ana
  npm run peer -- --tracker chat.example.org:6060
  npm run peer -- --capture chat.pcapng    para o Wireshark; avisa os outros
  npm run peer -- --plain                  um evento por linha (leitor de tela)
  P2PCHAT_PASSWORD=... npm run --silent peer -- --json --user bot < in > out

A senha é pedida, ou lida de P2PCHAT_PASSWORD ou de --password-file; depois que
o tracker conhece sua chave, ela não é mais necessária. Com --seal seus arquivos
são lacrados com uma frase secreta, de P2PCHAT_PASSPHRASE ou de
--passphrase-file. As configurações ficam em um arquivo, que /definir grava;
as opções daqui têm precedência. F1 ou /ajuda explica o resto.`,
};

export const START_EXAMPLES: Localized = {
  en: `
Examples:
  npm start                                in each terminal: one more person
  npm start -- --user ana                  asks only for ana's password
  npm start -- --tracker host:6060         a tracker on another machine
  npm start -- --capture ana.pcapng        for Wireshark; the others are told

A tracker started this way keeps running after you quit, and stops ten minutes
after the last peer has left. F1 or /help explains the chat.`,
  pt: `
Exemplos:
  npm start                                em cada terminal: mais uma pessoa
  npm start -- --user ana                  pede só a senha de ana
  npm start -- --tracker host:6060         um tracker em outra máquina
  npm start -- --capture ana.pcapng        para o Wireshark; avisa os outros

Um tracker iniciado assim continua depois que você sai, e termina dez minutos
depois que a última pessoa sair. F1 ou /ajuda explica o chat.`,
};

/** What is wrong with a name; in English `parseUsername` says more. */
export const BAD_NAME_PT = `Um nome tem de 1 a ${MAX_USERNAME_CHARACTERS} caracteres: letras de um só alfabeto, números, "_", "-" e ".".`;
