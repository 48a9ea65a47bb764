// Problems in Brazilian Portuguese.

import { formatEndpoint } from '../../../commons/net/endpoint.ts';
import { MAX_CONTENT_BYTES } from '../../../commons/protocol/limits.ts';
import { rowOf } from '../../commands/commands.ts';
import { nameOf, usageOf } from '../../commands/usage.ts';
import type { AskedOfTracker } from '../../problems.ts';
import { MIN_PASSWORD_CHARACTERS } from '../../sign-in/password-rule.ts';
import { type ProblemWords, wordedBy } from './problem-words.ts';
import { reasonInPortuguese } from './reasons-pt.ts';
import { refusalInPortuguese } from './refusals-pt.ts';

const WORDS: ProblemWords = {
  UNKNOWN_COMMAND({ typed, guess }) {
    const meant = guess === null ? '' : ` Seria /${nameOf(rowOf(guess), 'pt')}?`;
    return `O comando /${typed} não existe.${meant} /ajuda mostra todos.`;
  },
  BAD_ARGUMENTS(problem) {
    if (problem.why === 'room_options') {
      return 'Depois do nome da sala pode vir --password (e a senha) ou, com /criar, --invite-only.';
    }
    const row = rowOf(problem.command);
    return `Uso: ${usageOf(row, 'pt')} - ${row.help.pt}.`;
  },
  NEEDS_SCREEN: ({ command }) => `/${nameOf(rowOf(command), 'pt')} só funciona na tela inteira.`,
  TOO_MANY_LINES: () => 'Há linhas demais aguardando o tracker; esta foi descartada.',
  NO_CONVERSATION({ why }) {
    switch (why) {
      case 'say':
        return 'Não enviado: entre primeiro em uma sala (/entrar <sala>) ou escreva para alguém (/privado <usuário>).';
      case 'invite':
        return 'Qual sala? Use /convite <sala>, com uma sala em que você está.';
      case 'add':
        return 'Entre primeiro na sala: /convidar convida alguém para a sala em que você está.';
      case 'leave':
        return 'Você não está em nenhuma sala nem conversa privada.';
      case 'delete':
        return 'Qual sala? Você não está em nenhuma: /apagar_sala <sala>.';
    }
  },
  NOT_IN_ROOM: ({ room }) => `Não enviado: você não está mais ${room === null ? 'nessa sala' : `em #${room}`}.`,
  NOT_TO_YOURSELF: () => 'Esse nome é o seu.',
  TOO_LARGE: ({ why }) =>
    why === 'message'
      ? `Não enviado: a mensagem é longa demais. O máximo são ${MAX_CONTENT_BYTES} bytes.`
      : 'Essa linha é longa demais e foi descartada.',
  INVITATION_NOT_SENT: ({ room }) =>
    room === null
      ? 'Isto parece um convite incompleto e não foi enviado. Copie de novo, até a última linha, ou digite de novo para enviar como texto.'
      : `Isto é um convite para #${room} e não foi enviado. Para entrar na sala: /aceitar. Para enviar como texto, digite de novo.`,
  CANCELLED(problem) {
    switch (problem.why) {
      case 'no_room_password':
        return `Sem senha, nada foi feito com #${problem.room}.`;
      case 'no_passwords':
        return 'Sua senha não foi trocada: as duas senhas são necessárias.';
      case 'invitation_dropped':
        return 'O convite não foi enviado nem usado.';
      case 'login':
        return 'A entrada foi cancelada.';
    }
  },
  LOOKS_LIKE({ of, name, like }) {
    const mark = of === 'room' ? '#' : '';
    return `${mark}${name} só parece ${mark}${like}, que você conhece: nada foi feito. Digite de novo se é ${mark}${name} mesmo.`;
  },
  NOBODY_HERE: ({ room, why }) =>
    why === 'alone'
      ? `Não enviado: só você está em #${room}.`
      : `Não enviado: você bloqueou todas as outras pessoas de #${room}.`,
  ROOM_ASKED_ABOUT: ({ room }) =>
    `#${room} não é mais o que era, como foi avisado depois do que você digitou; você não entrou. Digite de novo se é isso mesmo.`,
  NOT_BY_INVITATION: ({ room }) =>
    `Até onde você sabe, #${room} é só por convite; o tracker diz que não é, e por isso você não entrou. Se você sabe que ela foi criada de novo: /entrar ${room} --open`,
  NOT_LOCKED: ({ room }) =>
    `O tracker criou #${room} sem a senha, e qualquer pessoa poderia entrar: a sala está sendo apagada.`,
  NOT_INVITED: ({ username, room }) =>
    `${username} está em #${room}, mas não provou que tem convite: vocês não trocam mensagens ali.`,
  BAD_INVITATION: () => 'Este convite está incompleto. Copie de novo, até a última linha.',
  OTHER_TRACKER({ tracker }) {
    const where = formatEndpoint(tracker);
    return `Este convite é para o tracker ${where}: use com --tracker ${where}.`;
  },
  KEY_CHANGED: ({ username }) => `O convite traz outra chave de ${username}, diferente da que você conhece.`,
  OTHER_INVITATION: ({ room }) => `Você está em #${room}, e o convite é para outra sala com esse nome.`,
  NOT_INVITE_ONLY: ({ room }) =>
    `#${room} não foi criada com --invite-only; /convidar <usuário> convida alguém que esteja online.`,
  ALREADY_HERE: ({ username, room }) => `${username} já está em #${room}.`,
  CANNOT_INVITE: (problem) =>
    problem.why === 'link'
      ? `Não é possível convidar ${problem.username}: o programa dessa pessoa não conhece convites, ou a conexão não é criptografada.`
      : `Não foi possível convidar ${problem.username} para #${problem.room}: ${reasonInPortuguese(problem.reason)}.`,
  NO_INVITATION(problem) {
    switch (problem.why) {
      case 'none':
        return 'Ninguém espera uma resposta sua.';
      case 'not_from':
        return `${problem.username} não espera nenhuma resposta sua.`;
      case 'not_into':
        return `Ninguém convidou você para #${problem.room}.`;
    }
  },
  SAY_WHO({ room, example }) {
    const many =
      room === null ? 'Mais de uma pessoa espera uma resposta sua' : `Mais de uma pessoa convida você para #${room}`;
    return `${many}: diga quem, como em /aceitar ${example}.`;
  },
  WHOSE_INVITATION: ({ newest }) =>
    `${newest} também acabou de convidar você: diga de quem é o convite, como em /aceitar ${newest}.`,
  ROOM_OR_CHAT: ({ username, room }) =>
    `${username} convida você para #${room} e também escreveu: /aceitar #${room} entra na sala, /privado ${username} abre a conversa.`,
  NO_KEY(problem) {
    switch (problem.why) {
      case 'rotate':
        return 'Você não tem chave para trocar: --encryption está em off.';
      case 'create':
        return 'Uma sala por convite precisa de conexões criptografadas, e --encryption está em off.';
      case 'invitation':
        return 'Um convite precisa de conexões criptografadas, e --encryption está em off.';
      case 'password':
        return 'A senha só é trocada em uma conexão criptografada, e --encryption está em off.';
      case 'not_met':
        return `Ainda não há uma chave de ${problem.username}: ela chega quando vocês estiverem juntos em uma sala ou conversa privada.`;
      case 'off':
        return `Não há uma chave de ${problem.username}: com --encryption em off não há troca de chaves.`;
    }
  },
  NUMBERS_DIFFER: ({ username }) =>
    `Esse não é o número de segurança entre você e ${username}: alguém pode estar interceptando. Nada foi marcado.`,
  NOT_VERIFIED: ({ username }) => `A chave de ${username} não estava marcada como verificada.`,
  CHANGED_AGAIN: ({ username }) => `A chave de ${username} não é mais a que /verificar mostrou: nada foi aceito.`,
  NOTHING_TO_TRUST: ({ username }) => `Não há uma chave nova de ${username} para aceitar.`,
  NOT_YOURSELF: () => 'Esse nome é o seu.',
  NOT_BLOCKED: ({ username }) => `Você não bloqueou ${username}.`,
  BLOCKED_KEY: ({ username, blocked }) =>
    `A chave de ${username} é a de ${blocked}, que você bloqueou: vocês não veem as mensagens um do outro. /desbloquear ${blocked} desfaz isso.`,
  PLAINTEXT_REFUSED: ({ username }) =>
    `${username} não usa criptografia, e --encryption require recusa isso; com --encryption prefer é permitido.`,
  TOO_MANY_CONTACTS: ({ username, most }) =>
    `Você já conhece ${most.toLocaleString('pt-BR')} pessoas: a chave de ${username} não foi salva.`,
  NO_SUCH_PEER: ({ username }) => `Não há ninguém online com o nome ${username} (/pares mostra quem está).`,
  WEAK_PASSWORD({ of }) {
    const needs = `precisa de uma senha de pelo menos ${MIN_PASSWORD_CHARACTERS} caracteres, diferente do seu nome`;
    return of === 'account' ? `Uma conta nova ${needs}.` : `Não foi trocada: sua conta ${needs}.`;
  },
  NO_NEW_PASSWORD: () => 'Este tracker é de uma versão anterior e não troca senhas.',
  USERNAME_TAKEN: ({ username }) => `O nome ${username} já está em uso. Escolha outro, ou entre com a senha dele.`,
  SESSION_REPLACED: ({ username }) =>
    `Você entrou como ${username} em outro lugar, por isso esta sessão terminou. Se não foi você, entre de novo e troque a senha: /senha.`,
  TRACKER_AWAY({ why, asked }) {
    switch (why) {
      case 'may_be_done':
        return asked.to === 'change_password'
          ? 'O tracker caiu antes de responder; sua senha pode ter sido trocada ou não.'
          : 'O tracker caiu antes de responder; isto pode ter sido feito ou não.';
      case 'no_answer':
        return 'O tracker não respondeu. Tente de novo mais tarde.';
      case 'not_sent':
        return `${notDone(asked)}: o tracker está fora do ar. Tente de novo quando ele voltar.`;
    }
  },
  REFUSED: refusalInPortuguese,
  TRACKER_KEY_CHANGED({ when, tracker, file }) {
    const changed = `A chave do tracker em ${formatEndpoint(tracker)} mudou, e alguém pode estar interceptando.`;
    return when === 'login'
      ? `${changed} Se você sabe que ele foi instalado de novo, apague ${file} e tente de novo.`
      : `${changed} Nada é enviado a ele, e as conversas continuam. Se você sabe que ele foi instalado de novo, saia, apague ${file} e comece de novo.`;
  },
  NO_PASSWORD_PROOF({ tracker, file }) {
    const would = `O tracker em ${formatEndpoint(tracker)} precisaria do SHA-256 da sua senha, que também serve para entrar em outros lugares.`;
    return file === null
      ? `${would} Se você confia nele para isso, inicie com --allow-sha256.`
      : `${would} Antes não precisava, e alguém pode estar interceptando. Se você sabe por quê, apague ${file} e inicie com --allow-sha256.`;
  },
  TRACKER_NOT_PROVEN: ({ at, tracker }) =>
    at === 'login'
      ? `O tracker em ${formatEndpoint(tracker)} não provou que conhece você: pode ser outro no lugar dele.`
      : 'O tracker não provou que conhece você; sua senha pode ter sido trocada ou não.',
  BAD_REPLY: () => 'A resposta do tracker não corresponde ao que foi pedido e foi ignorada; tente de novo.',
  NOT_UTF8: () => 'A entrada está em UTF-16 e não foi lida; envie em UTF-8.',
  NOT_DONE: ({ seconds }) => `A entrada terminou, e depois de ${seconds} s nem tudo foi entregue; desistindo.`,
  STORAGE_FAILED: ({ reason }) => `O que você decidiu não pôde ser salvo para a próxima vez (${reason}).`,
  PROFILE: ({ text }) => text,
};

function notDone(asked: AskedOfTracker): string {
  switch (asked.to) {
    case 'create':
      return `#${asked.room} não foi criada`;
    case 'join':
      return `Você não entrou em #${asked.room}`;
    case 'delete':
      return `#${asked.room} não foi apagada`;
    case 'find':
      return `Não é possível procurar ${asked.username}`;
    case 'list':
      return asked.what === 'rooms' ? 'Não é possível listar as salas' : 'Não é possível listar quem está online';
    case 'change_password':
      return 'Sua senha não foi trocada';
    case 'login':
    case 'rejoin':
    case 'leave':
    case 'other':
      return 'Isto não foi feito';
  }
}

export const problemInPortuguese = wordedBy(WORDS);
