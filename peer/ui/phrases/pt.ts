// Portuguese as it is spoken in Brazil. Sentences are built so that nobody's gender has to be known.

import type { Phrases } from './phrases.ts';
import { problemInPortuguese } from './problems-pt.ts';
import { reasonInPortuguese } from './reasons-pt.ts';

/** Stands where a name would; no name has a space. */
const TRACKER = 'o tracker';

const list = (names: readonly string[]): string => names.join(', ');

export const portuguese: Phrases = {
  language: 'pt',
  problem: problemInPortuguese,
  reason: reasonInPortuguese,
  words: {
    you: 'você',
    private: 'privado',
    warning: 'Aviso',
    error: 'Erro',
    line: 'linha',
    action: 'ação',
    notEncrypted: 'sem criptografia',
  },
  session: {
    ready: (name, listen, tracker) => `você é ${name}, escutando em ${listen}, tracker ${tracker}`,
    firstSteps: '/criar <sala> cria uma sala, /entrar <sala> entra em uma, /ajuda mostra todos os comandos',
    status(name, listen, tracker, rooms) {
      const words = { connected: 'conectado', lost: 'desconectado', reconnecting: 'desconectado, reconectando' };
      const where = rooms.length > 0 ? `em ${rooms.join(' ')}` : 'em nenhuma sala';
      return `você é ${name}, escutando em ${listen}, tracker ${words[tracker]}, ${where}`;
    },
    trackerProcess(pid, log, data) {
      const which =
        pid === null ? 'o tracker já estava rodando' : `o tracker é o processo ${pid} (para encerrar: kill ${pid})`;
      return `${which}; o log está em ${log}, os dados em ${data}`;
    },
    trackerConnected: 'conectado ao tracker',
    trackerKeys: (group) => `troca de chaves com o tracker: ${group}`,
    trackerAway: (reason) => `a conexão com o tracker caiu (${reason}); as conversas continuam; reconectando`,
    trackerSilent: (reason) =>
      `o tracker não responde (${reason}); tentando de novo. Para iniciar um aqui: npm run tracker`,
    newPasswordWanted: 'digite sua senha atual na próxima linha e uma nova na seguinte (linha vazia: cancela)',
    passwordChanged: 'sua senha foi trocada; a antiga não vale mais',
    encryptionIsOff: 'a criptografia está desligada: qualquer pessoa na rede pode ler tudo',
    keysAreRecorded: (file) => `as chaves estão sendo gravadas em ${file}: quem tiver o arquivo pode ler tudo`,
    trafficIsRecorded: (file) => `todo o tráfego está sendo gravado em ${file}: quem tiver o arquivo pode ler tudo`,
    trafficWasRecorded: (file) => `o tráfego foi gravado em ${file}; para ver: npm run wireshark -- open ${file}`,
    alsoCalled: (aliases) => `também ${aliases.join(' ')}`,
  },
  profile: {
    noHome:
      'não há lugar para seus arquivos, porque HOME não indica nenhuma pasta; defina HOME, ou indique uma pasta com --data',
    inUse(folder, { isStarting, pid, isInOtherContainer }) {
      const where = isInOtherContainer ? `processo ${pid} de outro contêiner` : `processo ${pid}`;
      const which = pid === null ? 'em outra máquina, ou parado' : where;
      const holder = isStarting ? 'que está iniciando agora' : `(${which})`;
      return `o perfil ${folder} está aberto em outro programa ${holder}; feche esse programa primeiro, ou escolha outra pasta com --data`;
    },
    withoutSockets: (folder) =>
      `o sistema de arquivos de ${folder} não tem sockets, então um arquivo de trava é usado: depois de uma queda, o próximo início demora 7 s a mais`,
    weakFileSystem(folder, lacksLinks, lacksFolderSync) {
      const links = lacksLinks ? 'não tem hard links, então arquivos novos são copiados para o lugar' : '';
      const sync = lacksFolderSync
        ? 'não sincroniza pastas, então uma queda de energia pode desfazer as últimas mudanças'
        : '';
      return `o sistema de arquivos de ${folder} ${[links, sync].filter((lack) => lack !== '').join(', e ')}`;
    },
    lost: (folder) =>
      `o perfil ${folder} foi removido, ou aberto em outra máquina; nada mais é salvo ali, então inicie de novo`,
    logFailed: (file, reason) => `o log ${file} não pode ser gravado (${reason}), então nada mais é registrado`,
    cannotBeUsed: (folder, reason) => `a pasta ${folder} não pode ser usada (${reason.pt}); escolha outra com --data`,
  },
  rooms: {
    none: 'ainda não há salas; /criar <sala> cria uma',
    listed({ room, access, owner, seats, present }) {
      const lock = { open: '', password: ', com senha', invite: ', só por convite' }[access];
      const who = present.length > 0 ? `: ${list(present)}` : '';
      const taken = `${seats} de 3 lugares ${seats === 1 ? 'ocupado' : 'ocupados'}`;
      return `sala ${room}${lock}, de ${owner}, ${taken}${who}`;
    },
    made: (room) => `você criou ${room}`,
    joined(room, owner, others) {
      const whose = owner === null ? 'sua sala' : `sala de ${owner}`;
      const who = others.length > 0 ? `, com ${list(others)}` : '; só você está aqui por enquanto';
      return `você está em ${room} (${whose})${who}`;
    },
    chatsGoOn: (names) => `suas conversas privadas estão abertas de novo: ${list(names)}`,
    notEntered(room, reason, owner) {
      const why = {
        not_asked: `o tracker diz que você está em ${room}, mas você nunca entrou lá por aqui, e por isso saiu. Para entrar: /entrar ${room}`,
        other_owner: `${room} agora é de ${owner ?? 'outra pessoa'}, por isso você não voltou para lá. Entrar mesmo assim? /entrar ${room}. Esquecer? /sair ${room}`,
        other_key: `${owner === null ? `quem criou ${room}` : `${owner}, de quem é ${room},`} tem uma chave nova, por isso você não voltou para lá. Entrar mesmo assim? /entrar ${room}. Esquecer? /sair ${room}`,
        not_by_invitation: `${room} não é mais por convite, por isso você não voltou para lá. Se você sabe que foi criada de novo: /entrar ${room} --open. Esquecer? /sair ${room}`,
        not_by_password: `${room} não tem mais senha, por isso você não voltou para lá: qualquer pessoa pode estar na sala. Entrar mesmo assim? /entrar ${room}. Esquecer? /sair ${room}`,
        gone: `${room} não existe mais: foi apagada, ou ninguém entrou nela por 30 dias`,
        full: `${room} está cheia, por isso você não voltou para lá. Para tentar de novo: /entrar ${room}`,
        locked: `${room} pede outra senha ou outro convite: /entrar ${room}`,
        refused: `o tracker não deixou você voltar para ${room}. Para tentar de novo: /entrar ${room}`,
      };
      return why[reason];
    },
    left: (room) => `você saiu de ${room}`,
    deleted: (room) => `a sala ${room} foi apagada`,
    memberJoined: (name, room) => `${name} entrou em ${room}`,
    memberAway: (name, room) =>
      `${name} perdeu a conexão; o que você escrever em ${room} será entregue quando voltar (deixe este programa aberto)`,
    memberBack: (name, room) => `${name} voltou para ${room}`,
    memberLeft: (name, room) => `${name} saiu de ${room}`,
    memberLost: (name, room) => `${name} perdeu o lugar em ${room}`,
  },
  links: {
    connected(name, path, security) {
      const secret = {
        plaintext: 'sem criptografia',
        encrypted: 'criptografada',
        verified: 'criptografada e verificada',
      };
      return `conexão ${{ direct: 'direta' }[path]} com ${name}, ${secret[security]}`;
    },
    recordsKeys: (name) => `${name} grava as chaves: o que você escrever pode ser lido mais tarde`,
    encryptionOff: (name) => `${name} desligou a criptografia`,
    refused: (name, reason) => `sem conexão com ${name}: ${reason}`,
    unreachable: (name, reason) => `não foi possível conectar a ${name} (${reason}); tentando de novo`,
    noAnswer: 'sem resposta',
    notReached: {
      trackers_machine: (name) =>
        `não há como se conectar a ${name}, que está na própria máquina do tracker e só escuta lá. Suas mensagens aguardam ` +
        `até que ${name} se conecte a você, ou inicie de novo com --tracker e um endereço daquela máquina que você consiga alcançar`,
      link_local: (name) =>
        `não há como se conectar a ${name}: um endereço link-local (fe80:...) precisa do nome da sua interface de rede. ` +
        'Inicie de novo com --tracker [fe80:...%interface]:porta, ou todos com outro endereço do tracker',
    },
    cannotDialUs: {
      not_listening: (_name, address, listen) =>
        `ninguém consegue se conectar a você: o endereço que os outros recebem é ${address}, mas você escuta em ` +
        `${listen.join(' e ')}. Você ainda consegue se conectar a eles; para mudar isso, escolha outro --listen`,
      only_here: (name, address) =>
        `${name} está em outra máquina (${address}) e não consegue se conectar a você, que só escuta nesta máquina. Você ainda ` +
        'consegue se conectar aos outros; para mudar isso, inicie de novo com --tracker e um endereço desta máquina que eles consigam alcançar',
    },
  },
  people: {
    isThere: (name, room) => `${name} está ${room === null ? 'online' : `em ${room}`}`,
    isAway: (name) => `${name} está ausente`,
    thatIsYou: (name) => `${name} (você)`,
    inRooms: (rooms) => `em ${rooms.join(' ')}`,
    state: { present: 'presente', away: 'ausente', unseen: 'o tracker ainda não viu' },
    link: { open: 'conexão direta', connecting: 'conectando', closed: 'sem conexão' },
    keyExchange: (group) => `troca de chaves ${group}`,
    encrypted: 'criptografada',
    trust: {
      unknown: 'chave desconhecida',
      'first-use': 'chave não verificada',
      verified: 'chave verificada',
      changed: 'a chave mudou',
      own: 'sua chave',
    },
    recordsKeys: 'grava as chaves',
    blocked: 'bloqueada por você',
    onlyLooksLike: (name) => `só parece ${name}`,
    lookAlike: (name, like) => `${name} só parece ${like}: os nomes são diferentes, não confunda`,
    linesWaiting: (count) => `${count} ${count === 1 ? 'mensagem' : 'mensagens'} aguardando`,
  },
  delivery: {
    youTo: (you, name) => `${you} para ${name}`,
    kept: (names) => `guardado para ${list(names)} até ser possível entregar`,
    delivered: (people, isLate) => `entregue ${isLate ? 'com atraso ' : ''}a ${list(people)}`,
    recipient(name, { isConfirmed, isPlain }) {
      const remarks = [
        ...(isPlain ? ['sem criptografia'] : []),
        ...(isConfirmed ? [] : ['enviado; o programa dessa pessoa não confirma a entrega']),
      ];
      return remarks.length > 0 ? `${name} (${remarks.join(', ')})` : name;
    },
    failed: (name, reason, content) => `não entregue a ${name} (${reason})${content === '' ? '' : `: "${content}"`}`,
  },
  keys: {
    kept: (name) => `a chave de ${name} foi salva; para conferir: /verificar ${name}`,
    verified: (name) => `a chave de ${name} está marcada como verificada`,
    noLongerVerified: (name) => `a chave de ${name} não está mais marcada como verificada; é a mesma que você conhece`,
    changed: (name, was, is, why) =>
      `a chave de ${name} mudou! ${why ? `${why} ` : ''}Nada é enviado nem recebido até você decidir. ` +
      `Pode ser um aparelho novo, ou alguém interceptando. Compare com /verificar ${name}, depois aceite com /confiar ${name}. ` +
      `Chave antiga: ${was ?? 'desconhecida'}, chave nova: ${is}`,
    disputes: {
      two_successors:
        'Duas chaves diferentes estão assinadas como sucessoras da que você conhecia, então mais alguém tem aquela: compare pessoalmente.',
      not_confirmed: 'Está assinada com a que você conhecia, mas o tracker registrou outra.',
    },
    replaced: (name, was, is) =>
      `${name} trocou de chave: a nova está assinada com a que você conhecia, e o tracker confirma. ` +
      `Não está verificada: compare com /verificar ${name}. Chave antiga: ${was}, chave nova: ${is}`,
    rotation: {
      prepared: (fingerprint) =>
        `sua chave nova está pronta: ${fingerprint}. A antiga continua em uso até você sair, iniciar de novo e entrar com ` +
        'sua senha; quem está em contato com você já sabe que a nova sucede a antiga',
      waiting: (fingerprint) =>
        `sua chave nova ${fingerprint} ainda não está em uso: entre com sua senha, e não só com a chave antiga`,
      done: (fingerprint) =>
        `sua chave agora é ${fingerprint}. Para os outros ela não está verificada até que comparem com /verificar`,
    },
    checks: {
      tracker_away: (name) =>
        `${name} se conectou com a chave que você conhece, mas agora não dá para perguntar ao tracker se ela foi ` +
        'trocada. Será verificada assim que possível',
      not_online: (name) =>
        `${name} está em contato com você com a chave que você conhece, mas não está no tracker, e ninguém pode dizer ` +
        'se essa chave foi trocada. Será verificada de novo',
      confirmed: (name) => `o tracker confirma a chave de ${name}`,
    },
    rosterMismatch: ({ room, name, told, toldThem }) =>
      `o tracker diz coisas diferentes sobre ${room} a você e a ${name}: alguém está mentindo. ` +
      `A você ele disse: ${told.length > 0 ? list(told) : 'ninguém'}; ` +
      `a ${name}, segundo essa pessoa: ${toldThem.length > 0 ? list(toldThem) : 'ninguém'}`,
    noKey: 'sem chave',
    own: (fingerprint) => `sua chave é ${fingerprint}`,
    of(name, trust, fingerprint) {
      const seen = { unknown: 'desconhecida', 'first-use': 'não verificada', verified: 'verificada' };
      const words = { ...seen, changed: 'mudou', own: 'sua' };
      return `a chave de ${name} (${words[trust]}) é ${fingerprint}`;
    },
    youHaveNone: 'você não tem chave: --encryption está em off',
    compare: (name) => `compare este número com o que ${name} vê, por telefone ou pessoalmente:`,
    ifTheyDiffer: (name) =>
      `se os números forem diferentes, alguém pode estar interceptando você: /desverificar ${name}`,
    ifTheyAreTheSame: (name) =>
      `se os números forem iguais, /verificar ${name}; se não, alguém pode estar interceptando você`,
    ifTheNewOneIs: (name) => `isto é da chave nova: se os números forem iguais, /confiar ${name}`,
    blocked: (name) => `você bloqueou ${name}: vocês não veem as mensagens um do outro`,
    unblocked: (name) => `você desbloqueou ${name}`,
  },
  invitations: {
    passwordWanted: (room) => `digite a senha de ${room} na próxima linha (linha vazia: cancela)`,
    passOn: (room) => `quem tiver este link pode entrar em ${room}; envie em particular:`,
    asked: (name, room, isPrivate) =>
      `${name} convida você para ${room}${isPrivate ? ', uma sala privada' : ''}: /aceitar ${name}, ou /recusar ${name}`,
    sent: (name, room) => `o convite para ${room} foi enviado a ${name}`,
    accepted: (name, room) => `${name} aceitou o convite para ${room}`,
    declined: (name, room) => `${name} recusou o convite para ${room}`,
  },
  requests: {
    asked: (name) => `${name} quer falar com você: /aceitar ${name}, ou /bloquear ${name}`,
    askedBefore: (name) =>
      `${name} escreveu antes de você sair da última vez, e as mensagens não foram guardadas: /aceitar ${name}, ou /bloquear ${name}`,
    notKept: (name) => `o que ${name} escreveu antes de você sair não foi guardado; peça que envie de novo`,
    refused: (name, lines) =>
      `${lines === 1 ? 'mais 1 mensagem' : `mais ${lines} mensagens`} de ${name} não ${lines === 1 ? 'chegou' : 'chegaram'}, porque já havia muitas esperando; ${name} recebeu um aviso disso`,
    declined: (name) => `as mensagens de ${name} foram descartadas; para não receber outras: /bloquear ${name}`,
    dropped: (name) =>
      `gente demais espera uma resposta sua: as mensagens de ${name} foram descartadas; /pedidos mostra as outras`,
    none: 'ninguém novo espera uma resposta sua',
    listed: (name, lines) =>
      `${name}, ${lines === 1 ? '1 mensagem' : `${lines} mensagens`}: /aceitar ${name}, ou /bloquear ${name}`,
    listedBefore: (name) => `${name}, antes de você sair da última vez: /aceitar ${name}, ou /bloquear ${name}`,
    droppedSoFar: (people) =>
      `${people === 1 ? '1 pedido anterior foi descartado' : `${people} pedidos anteriores foram descartados`}, porque havia gente demais esperando`,
  },
  wire: {
    watching: 'o tráfego da rede aparece a partir de agora; /rede off desliga isso',
    notWatching: 'o tráfego da rede não aparece mais',
    tracker: TRACKER,
    sent: (what, to, bytes, how) =>
      `enviado ${to === TRACKER ? 'ao tracker' : `a ${to}`}, ${bytes} bytes, ${how}: ${what}`,
    received: (what, from, bytes, how) =>
      `recebido ${from === TRACKER ? 'do tracker' : `de ${from}`}, ${bytes} bytes, ${how}: ${what}`,
    encrypted: 'criptografado',
    plaintext: 'sem criptografia',
  },
  prompt: {
    passwordOf: (room) => `Senha de ${room}: `,
    newPasswordOf: (room, isAgain) => (isAgain ? `Repita a senha de ${room}: ` : `Uma senha para ${room}: `),
    passwordsDiffer: 'As senhas não são iguais.',
    currentPassword: 'Sua senha atual: ',
    newPassword: (isAgain) => (isAgain ? 'Repita a senha: ' : 'Sua senha nova: '),
    notEncrypted: 'SEM CRIPTOGRAFIA',
    keysRecorded: 'CHAVES GRAVADAS',
  },
};
