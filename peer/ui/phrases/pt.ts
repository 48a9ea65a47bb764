// Portuguese as it is spoken in Brazil. Sentences are built so that nobody's gender has to be known.

import type { Phrases } from './phrases.ts';
import { problemInPortuguese } from './problems-pt.ts';

const list = (names: readonly string[]): string => names.join(', ');

export const portuguese: Phrases = {
  language: 'pt',
  problem: problemInPortuguese,
  words: {
    you: 'você',
    private: 'privado',
    warning: 'Aviso',
    error: 'Erro',
    line: 'linha',
    action: 'ação',
    notEncrypted: 'sem cifra',
  },
  session: {
    ready: (name, listen, tracker) => `você é ${name}, escuta em ${listen}, tracker ${tracker}`,
    firstSteps: '/criar <sala> cria uma sala, /entrar <sala> entra numa, /ajuda diz mais',
    status(name, listen, tracker, rooms) {
      const words = { connected: 'conectado', lost: 'fora do ar', reconnecting: 'fora do ar, tentando de novo' };
      const where = rooms.length > 0 ? `em ${rooms.join(' ')}` : 'em nenhuma sala';
      return `você é ${name}, escuta em ${listen}, tracker ${words[tracker]}, ${where}`;
    },
    trackerProcess(pid, log, data) {
      const which =
        pid === null ? 'o tracker já estava rodando' : `o tracker é o processo ${pid} (kill ${pid} o encerra)`;
      return `${which}; o log está em ${log}, os dados em ${data}`;
    },
    trackerConnected: 'conectado ao tracker',
    trackerKeys: (group) => `as chaves da conexão com o tracker foram combinadas por ${group}`,
    trackerAway: (reason) => `o tracker está fora do ar (${reason}); as conversas continuam; tentando de novo`,
    trackerSilent: (reason) =>
      `o tracker não responde (${reason}); tentando de novo até que responda; npm run tracker inicia um aqui`,
    newPasswordWanted: 'as próximas duas linhas são a sua senha atual e uma nova (vazia: fica como está)',
    passwordChanged: 'a sua senha foi trocada; a antiga não serve mais para entrar',
    encryptionIsOff: 'a criptografia está desligada: quem estiver no caminho pode ler tudo',
    keysAreRecorded: (file) => `as chaves são gravadas em ${file}: quem as tiver pode ler tudo`,
    trafficIsRecorded: (file) => `todo o tráfego fica gravado em ${file}: quem o tiver pode ler tudo`,
    trafficWasRecorded: (file) => `o tráfego foi gravado em ${file}; para ver: npm run wireshark -- open ${file}`,
    alsoCalled: (aliases) => `também ${aliases.join(' ')}`,
  },
  profile: {
    noHome:
      'não há lugar para os seus arquivos, pois HOME não indica nenhuma pasta; defina HOME, ou indique uma pasta com --data',
    inUse(folder, { isStarting, pid, isInOtherContainer }) {
      const where = isInOtherContainer ? `processo ${pid} de outro contêiner` : `processo ${pid}`;
      const which = pid === null ? 'em outra máquina, ou parado' : where;
      const holder = isStarting ? 'que está iniciando agora' : `(${which})`;
      return `o perfil ${folder} está aberto em outro programa ${holder}; feche esse programa antes, ou escolha outra pasta com --data`;
    },
    withoutSockets: (folder) =>
      `o sistema de arquivos de ${folder} não tem sockets, então um arquivo impede a entrada de outros programas: depois de uma queda, o próximo início demora 7 s a mais`,
    weakFileSystem(folder, lacksLinks, lacksFolderSync) {
      const links = lacksLinks ? 'não tem hard links, então arquivos novos são copiados para o lugar' : '';
      const sync = lacksFolderSync
        ? 'não sincroniza pastas, então uma queda de energia pode desfazer as últimas mudanças'
        : '';
      return `o sistema de arquivos de ${folder} ${[links, sync].filter((lack) => lack !== '').join(', e ')}`;
    },
    lost: (folder) =>
      `o perfil ${folder} foi removido, ou aberto em outra máquina; nada mais é gravado ali, então inicie de novo`,
    logFailed: (file, reason) => `o log ${file} não pode ser gravado (${reason}), então não há mais nenhum`,
    cannotBeUsed: (folder, reason) => `a pasta ${folder} não pode ser usada (${reason.pt}); escolha outra com --data`,
  },
  rooms: {
    none: 'ainda não há salas; /criar <sala> cria uma',
    listed({ room, access, owner, seats, present }) {
      const lock = { open: '', password: ', fechada com senha', invite: ', só por convite' }[access];
      const who = present.length > 0 ? `: ${list(present)}` : '';
      const taken = `${seats} de 3 lugares ${seats === 1 ? 'ocupado' : 'ocupados'}`;
      return `sala ${room}${lock}, de ${owner}, ${taken}${who}`;
    },
    made: (room) => `você criou a sala ${room}`,
    joined(room, owner, others) {
      const whose = owner === null ? 'sua sala' : `sala de ${owner}`;
      const who = others.length > 0 ? `com ${list(others)}` : 'e só você está aqui';
      return `você está em ${room}, ${whose}, ${who}`;
    },
    chatsGoOn: (names) => `suas conversas privadas estão abertas de novo: ${list(names)}`,
    notEntered(room, reason, owner) {
      const why = {
        not_asked: `o tracker diz que você está em ${room}, onde você nunca entrou por aqui; você saiu de lá. Para entrar: /entrar ${room}`,
        other_owner: `${room} agora é de ${owner ?? 'outra pessoa'}, por isso você não voltou para lá. Entrar mesmo assim? /entrar ${room}. Esquecer? /sair ${room}`,
        other_key: `${owner ?? 'a pessoa'}, de quem é ${room}, tem outra chave que antes, por isso você não voltou para lá. Entrar mesmo assim? /entrar ${room}. Esquecer? /sair ${room}`,
        not_by_invitation: `${room} não é mais por convite, por isso você não voltou para lá. Se você sabe que foi criada de novo: /entrar ${room} --open. Esquecer? /sair ${room}`,
        not_by_password: `${room} não tem mais senha, por isso você não voltou para lá: pode haver qualquer um. Entrar mesmo assim? /entrar ${room}. Esquecer? /sair ${room}`,
        gone: `${room} não existe mais: foi apagada, ou ninguém entrou nela por 30 dias`,
        full: `${room} está cheia, por isso você não voltou para lá. /entrar ${room} tenta de novo`,
        locked: `${room} pede outra senha ou outro convite: /entrar ${room}`,
        refused: `o tracker não deixou você voltar para ${room}. /entrar ${room} tenta de novo`,
      };
      return why[reason];
    },
    left: (room) => `você saiu de ${room}`,
    deleted: (room) => `a sala ${room} foi apagada`,
    memberJoined: (name, room) => `${name} entrou em ${room}`,
    memberAway: (name, room) =>
      `${name} perdeu a conexão; o que você escrever em ${room} será entregue na volta (deixe este programa aberto)`,
    memberBack: (name, room) => `${name} voltou a ${room}`,
    memberLeft: (name, room) => `${name} saiu de ${room}`,
    memberLost: (name, room) => `${name} perdeu o lugar em ${room}`,
  },
  links: {
    connected(name, path, security) {
      const secret = { plaintext: 'sem cifra', encrypted: 'cifrada', verified: 'cifrada e verificada' };
      return `conexão ${{ direct: 'direta' }[path]} com ${name}, ${secret[security]}`;
    },
    recordsKeys: (name) => `${name} grava as chaves: o que você disser pode ser lido mais tarde`,
    encryptionOff: (name) => `${name} desligou a criptografia`,
    refused: (name, reason) => `sem conexão com ${name}: ${reason}`,
    unreachable: (name, reason) => `não foi possível conectar a ${name} (${reason}); tentando de novo`,
    noAnswer: 'sem resposta',
    notReached: {
      trackers_machine: (name) =>
        `não há como se conectar a ${name}, que está na própria máquina do tracker e só escuta lá. Suas mensagens aguardam ` +
        `até que ${name} se conecte a você, ou inicie de novo com --tracker e um endereço daquela máquina que você alcance`,
      link_local: (name) =>
        `não há como se conectar a ${name}: um endereço link-local (fe80:...) precisa do nome da sua interface de rede. ` +
        'Inicie de novo com --tracker [fe80:...%interface]:porta, ou todos com outro endereço do tracker',
    },
    cannotDialUs: {
      not_listening: (_name, address, listen) =>
        `ninguém consegue se conectar a você: os outros ficam sabendo do endereço ${address}, e você escuta em ` +
        `${listen.join(' e ')}. Você ainda se conecta a eles; escolha outro --listen para mudar isso`,
      only_here: (name, address) =>
        `${name} está em outra máquina (${address}) e não consegue se conectar a você, que só escuta nesta máquina. Você ainda ` +
        'se conecta aos outros; para mudar isso, inicie de novo com --tracker e um endereço desta máquina que eles alcancem',
    },
  },
  people: {
    isThere: (name, room) => `${name} está ${room === null ? 'online' : `em ${room}`}`,
    isAway: (name) => `${name} está ausente`,
    thatIsYou: (name) => `${name} (você)`,
    inRooms: (rooms) => `em ${rooms.join(' ')}`,
    state: { present: 'presente', away: 'ausente', unseen: 'ainda não visto pelo tracker' },
    link: { open: 'conexão direta', connecting: 'conectando', closed: 'sem conexão' },
    keyExchange: (group) => `chaves combinadas por ${group}`,
    encrypted: 'cifrada',
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
    lookAlike: (name, like) => `${name} só parece ${like}: é outro nome, de outra pessoa`,
    linesWaiting: (count) => `${count} ${count === 1 ? 'linha' : 'linhas'} aguardando`,
  },
  delivery: {
    youTo: (you, name) => `${you} para ${name}`,
    kept: (names) => `guardado para ${list(names)} até dar para entregar`,
    delivered: (people, isLate) => `entregue ${isLate ? 'com atraso ' : ''}a ${list(people)}`,
    recipient(name, { isConfirmed, isPlain }) {
      const remarks = [
        ...(isPlain ? ['sem cifra'] : []),
        ...(isConfirmed ? [] : ['enviado; o programa do outro lado não confirma nada']),
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
      `Era ${was ?? 'outra'}, e agora é ${is}`,
    disputes: {
      two_successors:
        'Duas chaves diferentes estão assinadas como sucessoras da que você conhecia; alguém mais tem aquela: compare pessoalmente.',
      not_confirmed: 'Está assinada com a que você conhecia, mas o tracker registrou outra.',
    },
    replaced: (name, was, is) =>
      `${name} trocou de chave: a nova está assinada com a que você conhecia, e o tracker a confirma. ` +
      `Não está verificada: digite /verificar ${name} para comparar. Era ${was}, e agora é ${is}`,
    rotation: {
      prepared: (fingerprint) =>
        `a sua chave nova está feita: ${fingerprint}. A antiga continua em uso até você sair, começar de novo e entrar com ` +
        'a sua senha; quem está em contato com você já sabe que a nova sucede a antiga',
      waiting: (fingerprint) =>
        `a sua chave nova ${fingerprint} ainda não está em uso: entre com a sua senha, e não só com a chave antiga`,
      done: (fingerprint) =>
        `a sua chave agora é ${fingerprint}. Para os outros ela não está verificada até que comparem com /verificar`,
    },
    checks: {
      tracker_away: (name) =>
        `${name} se conectou com a chave que você conhece, mas agora não dá para perguntar ao tracker se ela foi ` +
        'trocada. Será verificada assim que der',
      not_online: (name) =>
        `${name} está em contato com você com a chave que você conhece, mas não está no tracker, e ninguém pode dizer ` +
        'se essa chave foi trocada. Será verificada de novo',
      confirmed: (name) => `o tracker confirma a chave de ${name}`,
    },
    rosterMismatch: ({ room, name, told, toldThem }) =>
      `o tracker diz de ${room} uma coisa a você e, segundo ${name}, outra do outro lado: alguém mente. ` +
      `A você disse ${told.length > 0 ? list(told) : 'ninguém'}; ` +
      `a ${name} disse ${toldThem.length > 0 ? list(toldThem) : 'ninguém'}`,
    noKey: 'sem chave',
    own: (fingerprint) => `a sua chave é ${fingerprint}`,
    of(name, trust, fingerprint) {
      const seen = { unknown: 'desconhecida', 'first-use': 'não verificada', verified: 'verificada' };
      const words = { ...seen, changed: 'mudou', own: 'sua' };
      return `a chave de ${name} (${words[trust]}) é ${fingerprint}`;
    },
    youHaveNone: 'você não tem chave: --encryption está em off',
    compare: (name) => `compare este número com o que ${name} vê, por telefone ou pessoalmente:`,
    ifTheyDiffer: (name) => `se os números forem diferentes, há alguém no meio: /desverificar ${name}`,
    ifTheyAreTheSame: (name) => `se os números forem iguais, /verificar ${name}; se não, há alguém no meio`,
    ifTheNewOneIs: (name) => `isto é para a chave nova: se os números forem iguais, /confiar ${name}`,
    blocked: (name) => `você bloqueou ${name}: vocês não veem as mensagens um do outro`,
    unblocked: (name) => `você desbloqueou ${name}`,
  },
  invitations: {
    passwordWanted: (room) => `a próxima linha é a senha de ${room} (vazia: cancela)`,
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
      `${name} escreveu mais ${lines === 1 ? '1 mensagem' : `${lines} mensagens`} do que podem esperar, e ficou sabendo disso`,
    declined: (name) => `as mensagens de ${name} foram descartadas; /bloquear ${name} impede que cheguem outras`,
    dropped: (name) =>
      `gente demais espera uma resposta sua: as mensagens de ${name} foram descartadas; /pedidos mostra as outras`,
    none: 'ninguém escreveu a você pela primeira vez e espera uma resposta',
    listed: (name, lines) =>
      `${name}, ${lines === 1 ? '1 mensagem' : `${lines} mensagens`}: /aceitar ${name}, ou /bloquear ${name}`,
    listedBefore: (name) => `${name}, antes de você sair da última vez: /aceitar ${name}, ou /bloquear ${name}`,
    droppedSoFar: (people) =>
      `${people === 1 ? '1 pessoa anterior foi descartada' : `${people} pessoas anteriores foram descartadas`}, porque esperava gente demais`,
  },
  wire: {
    watching: 'o que passa na rede aparece agora; /rede off para',
    notWatching: 'o que passa na rede não aparece mais',
    tracker: 'o tracker',
    sent: (what, to, bytes, how) => `enviado a ${to}, ${bytes} bytes, ${how}: ${what}`,
    received: (what, from, bytes, how) => `recebido de ${from}, ${bytes} bytes, ${how}: ${what}`,
    encrypted: 'cifrado',
    plaintext: 'não cifrado',
  },
  prompt: {
    passwordOf: (room) => `Senha de ${room}: `,
    newPasswordOf: (room, isAgain) => (isAgain ? `A mesma de novo, para ${room}: ` : `Uma senha para ${room}: `),
    passwordsDiffer: 'Não eram iguais.',
    currentPassword: 'A sua senha atual: ',
    newPassword: (isAgain) => (isAgain ? 'A mesma de novo: ' : 'A sua senha nova: '),
    notEncrypted: 'SEM CIFRA',
    keysRecorded: 'CHAVES GRAVADAS',
  },
};
