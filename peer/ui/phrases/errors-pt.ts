// What `error` reports say, in Portuguese, by their code. One sentence stands for all the English ones of its code. Where
// something would be lost that the user has not just typed, it is taken out of the English sentence, and left out if
// that sentence has changed; a code that is null, or not here, is said in English.

import type { ErrorCode } from '../../../commons/protocol/errors.ts';
import { MAX_ROOM_NAME_CHARACTERS, MAX_USERNAME_CHARACTERS } from '../../../commons/protocol/limits.ts';
import { commandIn, findCommand, usageOf } from '../../commands/commands.ts';
import { MIN_PASSWORD_CHARACTERS } from '../../sign-in/password-rule.ts';

export type Translation = string | ((message: string) => string) | null;

/** What the tracker says, and what both sides say of what is sent. */
export const WIRE_ERRORS_PT: { readonly [C in ErrorCode]: Translation } = {
  BAD_JSON: 'Não foi possível ler o que foi enviado.',
  TOO_LARGE: 'Isso é longo demais e não foi enviado.',
  BAD_REQUEST: null, // Says what is wrong with which field.
  UNKNOWN_COMMAND: (message) => {
    const [, guess] = /Did you mean (\/\S+)\?/.exec(message) ?? [];
    return `Não há esse comando.${guess === undefined ? '' : ` Seria ${commandIn('pt', guess)}?`} /ajuda mostra todos.`;
  },
  LOGIN_REQUIRED: 'Primeiro é preciso entrar com nome e senha.',
  LOGIN_FAILED: 'O tracker não aceita esse nome com essa senha ou chave.',
  USERNAME_TAKEN: 'Esse nome já tem dono: entre com ele, ou escolha outro.',
  BAD_USERNAME: `Um nome tem de 1 a ${MAX_USERNAME_CHARACTERS} caracteres: letras de um só alfabeto, números, "_", "-" e ".".`,
  NOT_YOU: 'Você entrou com outro nome.',
  BAD_ROOM_NAME: `O nome de uma sala tem de 1 a ${MAX_ROOM_NAME_CHARACTERS} caracteres visíveis, com espaços simples entre eles.`,
  ROOM_EXISTS: 'Essa sala já existe: entre nela, ou escolha outro nome.',
  NO_SUCH_ROOM: 'Essa sala não existe: /salas mostra as que há, /criar cria uma.',
  ROOM_FULL: 'A sala está cheia: os três lugares estão ocupados.',
  NOT_A_MEMBER: 'Você não está nessa sala.',
  NOT_OWNER: 'Só quem criou a sala pode apagá-la.',
  TOO_MANY_ROOMS: 'Você já tem lugar em salas demais: saia de uma, ou apague uma sua.',
  TRACKER_FULL: 'O tracker já guarda tudo o que consegue guardar; fale com quem cuida dele.',
  PASSWORD_REQUIRED: 'Essa sala pede uma senha.',
  INVITE_REQUIRED: 'Essa sala é só por convite: peça um a alguém da sala.',
  WRONG_SECRET: 'Isso não abre a sala: a senha ou o convite não é o dela.',
  BUSY: (message) => `Há gente demais entrando agora${againAfter(message)}`,
  RATE_LIMITED: (message) =>
    `${message.includes('guesses') ? 'Foram tentativas erradas demais' : 'É demais de uma só vez'}${againAfter(message)}`,
  TLS_REQUIRED: 'Este tracker não aceita conexões sem criptografia.',
  STORAGE_FAILED: (message) =>
    message.startsWith('What you decided')
      ? `O que você decidiu não pôde ser guardado para a próxima vez${reasonIn(message)}.`
      : 'O tracker não conseguiu guardar isso, e por isso não foi feito: tente mais tarde.',
  SESSION_REPLACED:
    'Você entrou em outro lugar com este nome, por isso esta sessão terminou. Se não foi você, entre de novo e troque a senha: /senha.',
  INTERNAL: 'O tracker falhou, e o pedido não foi atendido.',
};

/** What our own program says. */
export const OWN_ERRORS_PT: { readonly [code: string]: Translation } = {
  BAD_ARGUMENTS: (message) => {
    const [, name = ''] = /^It is (\/\S+)/.exec(message) ?? [];
    const row = findCommand(name);
    if (row) return `Uso: ${usageOf(row, 'pt')} - ${row.help.pt}.`;
    return 'Depois do nome da sala pode vir --password (e a senha) ou, com /criar, --invite-only.';
  },
  NEEDS_SCREEN: (message) => {
    const [, command = 'Isso'] = /^(\/\S+) is for/.exec(message) ?? [];
    return `${commandIn('pt', command)} só funciona na tela inteira.`;
  },
  TOO_MANY_LINES: 'Há linhas demais aguardando o tracker; esta se perdeu.',
  NO_CONVERSATION:
    'Nada foi feito nem enviado: falta dizer em que sala, ou a quem. /entrar <sala> entra em uma sala, /privado <nome> escreve para alguém.',
  NOT_IN_ROOM: 'Não enviado: você não está mais nessa sala.',
  NOBODY_HERE: (message) =>
    message.includes('blocked')
      ? 'Não enviado: você bloqueou todas as outras pessoas desta sala.'
      : 'Não enviado: só você está nesta sala.',
  TRACKER_AWAY: (message) => {
    if (message.includes('the tracker is away')) {
      return 'O tracker está fora do ar, e isto não foi feito. Tente de novo quando ele voltar.';
    }
    if (message.includes('may or may not'))
      return 'O tracker caiu antes de responder; isto pode ter sido feito ou não.';
    return 'O tracker não respondeu. Tente de novo mais tarde.';
  },
  TRACKER_KEY_CHANGED: (message) => {
    const file = between(message, ' remove ', ' and try again.') ?? between(message, ' remove ', ' and start again.');
    const way =
      file === undefined ? '' : ` Se você sabe que ele foi montado de novo, saia, apague ${file} e comece de novo.`;
    return `A chave do tracker mudou, e pode haver alguém no meio: nada é enviado.${way}`;
  },
  NO_PASSWORD_PROOF: (message) => {
    const file = between(message, ' remove ', ' and start with');
    const reason = 'O tracker precisaria do SHA-256 da sua senha, que também serve para entrar em outros lugares.';
    if (file === undefined) return `${reason} Se você confia nele para isso, inicie com --allow-sha256.`;
    return `${reason} Antes não precisava, e pode haver alguém no meio. Se você sabe por quê, apague ${file} e inicie com --allow-sha256.`;
  },
  TRACKER_NOT_PROVEN: 'O tracker não provou que conhece você: pode ser outro no lugar dele.',
  WEAK_PASSWORD: `Uma senha nova precisa de pelo menos ${MIN_PASSWORD_CHARACTERS} caracteres, que não sejam o seu nome.`,
  NO_NEW_PASSWORD: 'Este tracker é de uma versão anterior e não troca senhas.',
  NOT_UTF8: 'A entrada está em UTF-16 e não foi lida; envie em UTF-8.',
  BLOCKED_KEY: (message) => {
    const [, name, blocked] = /^(\S+) has the key of (\S+), /.exec(message) ?? [];
    if (!name || !blocked)
      return 'Essa pessoa tem a chave de alguém que você bloqueou: vocês não veem as mensagens um do outro.';
    return `A chave de ${name} é a de ${blocked}, que você bloqueou: vocês não veem as mensagens um do outro. /desbloquear ${blocked} desfaz isso.`;
  },
  BAD_REPLY: 'O tracker deu uma resposta que não se entende; tente de novo.',
  ROOM_ASKED_ABOUT: (message) => {
    const [, room = 'A sala'] = /^(#.*) is not what it was/s.exec(message) ?? [];
    return `${room} não é mais o que era, como foi avisado depois do que você digitou; você não entrou. Digite de novo se é isso mesmo.`;
  },
  LOOKS_LIKE: (message) => {
    const [, name, like] = /^(.+) only looks like (.+), which you know,/.exec(message) ?? [];
    if (!name || !like)
      return 'Esse nome só parece um que você conhece: nada foi feito. Digite de novo se é esse mesmo.';
    return `${name} só parece ${like}, que você conhece: nada foi feito. Digite de novo se é ${name} mesmo.`;
  },
  NO_SUCH_PEER: 'Não há ninguém online com esse nome (/pares mostra quem está).',
  NOT_TO_YOURSELF: 'Esse nome é o seu.',
  NOT_YOURSELF: 'Esse nome é o seu.',
  NUMBERS_DIFFER: 'Esse não é o número: pode haver alguém no meio. Nada foi marcado.',
  NOT_VERIFIED: 'Essa chave não estava marcada como verificada.',
  CHANGED_AGAIN: 'A chave mudou de novo, e não é mais a que /verificar mostrou: nada foi aceito.',
  NOTHING_TO_TRUST: 'Não há outra chave aguardando sua decisão.',
  NOT_BLOCKED: 'Esse nome não está bloqueado.',
  NO_KEY: 'Isso precisa de conexões criptografadas, e --encryption está em off.',
  BAD_INVITATION: 'Esse convite está incompleto. Copie de novo, até a última linha.',
  INVITATION_NOT_SENT: (message) => {
    const room = between(message, ' an invitation to ', ', so it was not sent.');
    if (room === undefined) {
      return 'Isto parece um convite incompleto e não foi enviado. Copie de novo, até a última linha, ou digite de novo para enviar como texto.';
    }
    return `Isto é um convite para ${room} e não foi enviado. Para entrar na sala: /aceitar. Para enviar como texto, digite de novo.`;
  },
  OTHER_TRACKER: (message) => {
    const [, where] = /use it with (--tracker \S+)\.$/.exec(message) ?? [];
    return `Esse convite é para outro tracker${where === undefined ? '' : `: use com ${where}`}.`;
  },
  KEY_CHANGED: 'O convite traz outra chave, diferente da que você conhece.',
  OTHER_INVITATION: 'Você já está em uma sala com esse nome, e o convite é para outra.',
  CANCELLED: 'Sem senha nada foi feito.',
  NOT_INVITE_ONLY: 'Essa sala não foi criada com --invite-only; /convidar <nome> convida alguém que esteja online.',
  ALREADY_HERE: 'Essa pessoa já está na sala.',
  NO_INVITATION: 'Ninguém com esse nome espera uma resposta sua.',
  SAY_WHO: (message) => {
    const name = / (\S+)\.$/.exec(message)?.[1] ?? 'nome';
    return `Mais de uma pessoa espera uma resposta sua: diga quem, como em /aceitar ${name}.`;
  },
  ROOM_OR_CHAT: (message) => {
    const [, name, room] = /^(\S+) asks you into (#.+), and has written to you, too:/.exec(message) ?? [];
    if (!name || !room) return 'Você tem um convite e uma mensagem dessa pessoa: diga a qual dos dois responde.';
    return `${name} convida você para ${room} e também escreveu: /aceitar ${room} entra na sala, /privado ${name} abre a conversa.`;
  },
  WHOSE_INVITATION: (message) => {
    const name = /^(.+) has asked you just now/.exec(message)?.[1];
    return `${name ?? 'Mais alguém'} também acabou de convidar você: diga de quem é o convite, como em /aceitar ${name ?? 'nome'}.`;
  },
  NOT_LOCKED: (message) => {
    const room = between(message, 'made ', ' without its password');
    return `O tracker criou ${room ?? 'a sala'} sem a senha, e qualquer um poderia entrar: foi apagada de novo.`;
  },
  NOT_INVITED: (message) => {
    const [, name, room] = /^(.+) sits in (#.+) without an invitation:/.exec(message) ?? [];
    const who = name === undefined || room === undefined ? 'Alguém está na sala' : `${name} está em ${room}`;
    return `${who} sem provar um convite: vocês não trocam mensagens ali.`;
  },
  PLAINTEXT_REFUSED: (message) => {
    const [, name = 'Alguém'] = /^(.+) speaks plaintext,/.exec(message) ?? [];
    return `${name} fala sem criptografia, o que --encryption require recusa; com --encryption prefer é permitido.`;
  },
  TOO_MANY_CONTACTS: (message) => {
    const name = between(message, ': ', "'s key is not kept.");
    return `Você conhece gente demais: a chave ${name === undefined ? 'nova' : `de ${name}`} não foi salva.`;
  },
};

function againAfter(message: string): string {
  const [, seconds] = /try again in (\d{1,9}) s\.$/.exec(message) ?? [];
  return seconds === undefined ? '; tente mais tarde.' : `; tente de novo em ${seconds} s.`;
}

/** What stands after the first colon, in parentheses: the words of a system, in whatever language they are. */
function reasonIn(message: string): string {
  const reason = message.endsWith('.') ? between(message, ': ', '.') : undefined;
  return reason === undefined ? '' : ` (${reason})`;
}

/**
 * What stands between the first `before` and the last `after`; undefined: nothing. The sentence may be the tracker's, and a
 * regular expression would try each `before` up to the end of it.
 */
function between(message: string, before: string, after: string): string | undefined {
  const found = message.indexOf(before);
  const start = found + before.length;
  const end = message.lastIndexOf(after);
  return found < 0 || end <= start ? undefined : message.slice(start, end);
}
