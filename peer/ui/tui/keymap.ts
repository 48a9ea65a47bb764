// The keys: one table, from which the dispatcher, the help and the tests work. Names are those of `Key`.

export type Where =
  /**
   * While typing and in the lists; what is open over the chat, or takes the place of the line, gets most keys itself.
   */
  | 'anywhere'
  /** While a line is being typed. */
  | 'typing'
  /** In the lists of rooms and of people. */
  | 'list';

export type ActionName = (typeof KEYS)[number]['action'];

const row = <const Action extends string>(
  where: Where,
  action: Action,
  keys: readonly string[],
  en: string,
  pt: string,
): {
  readonly where: Where;
  readonly action: Action;
  readonly keys: readonly string[];
  readonly help: { en: string; pt: string };
} => ({ where, action, keys, help: { en, pt } });

const DIGITS = ['alt+1', 'alt+2', 'alt+3', 'alt+4', 'alt+5', 'alt+6', 'alt+7', 'alt+8', 'alt+9', 'alt+0'];

export const KEYS = [
  row('anywhere', 'help', ['f1'], 'this help', 'esta ajuda'),
  row('anywhere', 'browseRooms', ['f2'], 'rooms: join, create, delete', 'salas: entrar, criar, apagar'),
  row(
    'anywhere',
    'browsePeople',
    ['f3'],
    'people: write to, verify, invite, block',
    'pessoas: escrever, verificar, convidar, bloquear',
  ),
  row(
    'anywhere',
    'mute',
    ['f4'],
    'mute this conversation, or unmute it',
    'silencia esta conversa, ou deixa de silenciar',
  ),
  row('anywhere', 'search', ['f5', 'ctrl+f'], 'search this conversation', 'busca nesta conversa'),
  row('anywhere', 'openAddress', ['ctrl+o'], 'open a link of this conversation', 'abre um link desta conversa'),
  row(
    'anywhere',
    'inspect',
    ['f6'],
    'show network traffic below the conversation, or hide it',
    'mostra o tráfego da rede abaixo da conversa, ou esconde',
  ),
  row(
    'anywhere',
    'toWire',
    ['alt+w'],
    'go to that panel, and back to the input line',
    'vai para esse painel, e volta à linha de entrada',
  ),
  row('anywhere', 'invitations', ['f7'], 'invitations and first messages', 'convites e primeiras mensagens'),
  row('anywhere', 'explain', ['f8', 'alt+e'], 'explain every mark on the screen', 'explica cada sinal na tela'),
  row('anywhere', 'quit', ['f10', 'ctrl+q'], 'quit the program', 'sai do programa'),
  row(
    'anywhere',
    'interrupt',
    ['ctrl+c'],
    'clear the line; on an empty one, twice: quit',
    'limpa a linha; vazia, duas vezes: sai',
  ),
  row('anywhere', 'repaint', ['ctrl+l'], 'redraw the screen', 'desenha a tela de novo'),
  row('anywhere', 'suspend', ['ctrl+z'], 'back to the shell; fg returns', 'volta ao shell; fg retorna'),
  row('anywhere', 'goTo', ['ctrl+g'], 'go to a room, a person or a command', 'vai para uma sala, pessoa ou comando'),
  row(
    'anywhere',
    'showNumbered',
    DIGITS,
    'go to the conversation with that number',
    'vai para a conversa com esse número',
  ),
  row(
    'anywhere',
    'nextUnread',
    ['alt+a'],
    'next unread, those that mention you first',
    'próxima não lida; primeiro, as que mencionam você',
  ),
  row('anywhere', 'previousConversation', ['alt+up', 'ctrl+p'], 'previous conversation', 'conversa anterior'),
  row('anywhere', 'nextConversation', ['alt+down', 'ctrl+n'], 'next conversation', 'próxima conversa'),
  row('anywhere', 'lastConversation', ['alt+l'], 'back to the last conversation', 'volta para a última conversa'),
  row('anywhere', 'pageUp', ['pageup'], 'a page up', 'uma página acima'),
  row('anywhere', 'pageDown', ['pagedown'], 'a page down', 'uma página abaixo'),
  row('anywhere', 'lineUp', ['shift+up', 'ctrl+up'], 'a line up', 'uma linha acima'),
  row('anywhere', 'lineDown', ['shift+down', 'ctrl+down'], 'a line down', 'uma linha abaixo'),
  row('anywhere', 'toTop', ['ctrl+home'], 'to the first line', 'vai para a primeira linha'),
  row('anywhere', 'toBottom', ['ctrl+end'], 'to the last line', 'vai para a última linha'),
  row('anywhere', 'toUnread', ['alt+u'], 'to the first unread line', 'vai para a primeira linha não lida'),
  row(
    'anywhere',
    'back',
    ['escape'],
    'close what is open, back to the input line',
    'fecha o que está aberto, volta à linha de entrada',
  ),

  row('typing', 'send', ['enter'], 'send the line', 'envia a linha'),
  row('typing', 'newline', ['alt+enter', 'shift+enter', 'ctrl+j'], 'start a new line', 'começa outra linha'),
  row(
    'typing',
    'complete',
    ['tab'],
    'complete a name or command, then the next one; on an empty line: go to the lists',
    'completa um nome ou comando, depois o próximo; linha vazia: vai para as listas',
  ),
  row(
    'typing',
    'completeBack',
    ['shift+tab'],
    'the previous completion; on an empty line: go to the last list',
    'a sugestão anterior; linha vazia: vai para a última lista',
  ),
  row('typing', 'historyBack', ['up'], 'line above, or older history', 'linha acima, ou histórico anterior'),
  row('typing', 'historyForward', ['down'], 'line below, or newer history', 'linha abaixo, ou histórico seguinte'),
  row('typing', 'searchHistory', ['ctrl+r'], 'search the history', 'busca no histórico'),
  row('typing', 'left', ['left', 'ctrl+b'], 'left', 'esquerda'),
  row('typing', 'right', ['right'], 'right', 'direita'),
  row('typing', 'wordLeft', ['alt+b', 'ctrl+left', 'alt+left'], 'a word left', 'uma palavra à esquerda'),
  row('typing', 'wordRight', ['alt+f', 'ctrl+right', 'alt+right'], 'a word right', 'uma palavra à direita'),
  row('typing', 'lineStart', ['home', 'ctrl+a'], 'start of the line', 'início da linha'),
  row('typing', 'lineEnd', ['end', 'ctrl+e'], 'end of the line', 'fim da linha'),
  row('typing', 'backspace', ['backspace', 'ctrl+h', 'shift+backspace'], 'delete to the left', 'apaga à esquerda'),
  row('typing', 'delete', ['delete', 'ctrl+d', 'shift+delete'], 'delete to the right', 'apaga à direita'),
  row(
    'typing',
    'deleteWordBack',
    ['ctrl+w', 'alt+backspace', 'ctrl+backspace'],
    'delete the word to the left',
    'apaga a palavra à esquerda',
  ),
  row(
    'typing',
    'deleteWordForward',
    ['alt+d', 'ctrl+delete'],
    'delete the word to the right',
    'apaga a palavra à direita',
  ),
  row('typing', 'killToStart', ['ctrl+u'], 'cut to the start', 'corta até o início'),
  row('typing', 'killToEnd', ['ctrl+k'], 'cut to the end', 'corta até o fim'),
  row('typing', 'yank', ['ctrl+y'], 'paste what was cut', 'cola o que foi cortado'),
  row('typing', 'transpose', ['ctrl+t'], 'swap two characters', 'troca dois caracteres'),
  row('typing', 'undo', ['ctrl+_'], 'undo', 'desfaz'),
  row('typing', 'redo', ['alt+_'], 'redo', 'refaz o que foi desfeito'),

  row('list', 'itemUp', ['up'], 'one up', 'um acima'),
  row('list', 'itemDown', ['down'], 'one down', 'um abaixo'),
  row('list', 'firstItem', ['home'], 'the first', 'o primeiro'),
  row('list', 'lastItem', ['end'], 'the last', 'o último'),
  row('list', 'chooseItem', ['enter'], 'choose', 'escolhe'),
  row(
    'list',
    'nextList',
    ['tab'],
    'the next list, then back to the input line',
    'a próxima lista, depois a linha de entrada',
  ),
  row(
    'list',
    'previousList',
    ['shift+tab'],
    'the previous list, then the input line',
    'a lista anterior, depois a linha de entrada',
  ),
] as const;

const BY_KEY: ReadonlyMap<string, ActionName> = new Map(
  KEYS.flatMap(({ where, keys, action }) => keys.map((key) => [`${where} ${key}`, action] as const)),
);

/** What the key does there, if it does anything. */
export function actionOf(key: string, where: 'typing' | 'list'): ActionName | undefined {
  return BY_KEY.get(`${where} ${key}`) ?? BY_KEY.get(`anywhere ${key}`);
}

/** As people write it: `Ctrl+G`, `Alt+Enter`, `F1`. */
export function keyLabel(key: string): string {
  return key
    .split('+')
    .map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part[0]?.toUpperCase() + part.slice(1)))
    .join('+');
}

const NAMES: { readonly [part: string]: string } = { escape: 'Esc', pageup: 'PgUp', pagedown: 'PgDn' };
