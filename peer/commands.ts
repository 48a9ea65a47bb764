// The slash commands: one table, from which every front end dispatches, helps and completes. Names and aliases are
// compared without case, accents, and the difference between `_` and `-`.

export type CommandName =
  | 'help'
  | 'users'
  | 'peers'
  | 'rooms'
  | 'join'
  | 'create'
  | 'leave'
  | 'delete-room'
  | 'msg'
  | 'invite'
  | 'add'
  | 'accept'
  | 'decline'
  | 'fingerprint'
  | 'verify'
  | 'unverify'
  | 'trust'
  | 'block'
  | 'unblock'
  | 'status'
  | 'quit';

export interface CommandRow {
  readonly name: CommandName;
  readonly aliases: readonly string[];
  /** What follows the name, for people. */
  readonly usage: string;
  /** How many words must follow, and whether there may be more text. */
  readonly words: { readonly min: number; readonly max: number };
  readonly help: { readonly en: string; readonly pt: string };
}

/** A rest of any length counts as the last word. */
const words = (min: number, max = min) => ({ min, max });

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'help',
    aliases: ['ajuda', 'h', '?'],
    usage: '[command]',
    words: words(0, 1),
    help: { en: 'what can be typed here', pt: 'o que se pode escrever aqui' },
  },
  {
    name: 'users',
    aliases: ['usuarios', 'utilizadores', 'who', 'names'],
    usage: '',
    words: words(0),
    help: { en: 'who is in this room, and how each is reached', pt: 'quem está nesta sala, e como se chega a cada um' },
  },
  {
    name: 'peers',
    aliases: ['pares', 'online'],
    usage: '',
    words: words(0),
    help: { en: 'who is online', pt: 'quem está conectado' },
  },
  {
    name: 'rooms',
    aliases: ['salas', 'list'],
    usage: '',
    words: words(0),
    help: { en: 'which rooms there are', pt: 'que salas existem' },
  },
  {
    name: 'join',
    aliases: ['entrar', 'j'],
    usage: '<room or invitation> [--password]',
    words: words(1),
    help: { en: 'enter a room, or switch to it', pt: 'entra numa sala, ou muda para ela' },
  },
  {
    name: 'create',
    aliases: ['criar_sala', 'criar'],
    usage: '<room> [--password | --invite-only]',
    words: words(1),
    help: {
      en: 'make a room of three seats; the first is yours',
      pt: 'cria uma sala de três lugares; o primeiro é seu',
    },
  },
  {
    name: 'leave',
    aliases: ['sair', 'sair_sala', 'part'],
    usage: '[room]',
    words: words(0, 1),
    help: { en: 'leave this room or private chat', pt: 'sai desta sala ou conversa privada' },
  },
  {
    name: 'delete-room',
    aliases: ['deletar_sala', 'apagar_sala'],
    usage: '[room]',
    words: words(0, 1),
    help: { en: 'end a room of yours for all', pt: 'acaba com uma sala sua para todos' },
  },
  {
    name: 'msg',
    aliases: ['privado', 'pm', 'dm', 'query'],
    usage: '<user> [text]',
    words: words(1, 2),
    help: {
      en: 'write to one person; without a text, talk to them alone',
      pt: 'escreve a uma pessoa; sem texto, fala só com ela',
    },
  },
  {
    name: 'invite',
    aliases: ['convite'],
    usage: '[room]',
    words: words(0, 1),
    help: {
      en: 'an invitation to a room made with --invite-only, to be passed on',
      pt: 'um convite para uma sala feita com --invite-only, para passar a alguém',
    },
  },
  {
    name: 'add',
    aliases: ['convidar', 'adicionar'],
    usage: '<user>',
    words: words(1),
    help: { en: 'ask somebody who is online into this room', pt: 'convida alguém conectado para esta sala' },
  },
  {
    name: 'accept',
    aliases: ['aceitar'],
    usage: '[user]',
    words: words(0, 1),
    help: { en: 'go where somebody has asked you', pt: 'aceita o convite de alguém' },
  },
  {
    name: 'decline',
    aliases: ['recusar'],
    usage: '[user]',
    words: words(0, 1),
    help: { en: 'say no to who has asked you', pt: 'recusa o convite de alguém' },
  },
  {
    name: 'fingerprint',
    aliases: ['impressao', 'key'],
    usage: '[user]',
    words: words(0, 1),
    help: { en: 'the name of your key, or of theirs', pt: 'o nome da sua chave, ou da chave de alguém' },
  },
  {
    name: 'verify',
    aliases: ['verificar'],
    usage: '<user> [number]',
    words: words(1, 2),
    help: {
      en: 'the number that you both see if nobody is in between; marks them as verified',
      pt: 'o número que ambos veem se não há ninguém no meio; marca como verificado',
    },
  },
  {
    name: 'unverify',
    aliases: ['desverificar'],
    usage: '<user>',
    words: words(1),
    help: { en: 'the numbers were not the same after all', pt: 'afinal os números não eram iguais' },
  },
  {
    name: 'trust',
    aliases: ['confiar'],
    usage: '<user>',
    words: words(1),
    help: { en: 'accept that somebody has another key now', pt: 'aceita que alguém tem agora outra chave' },
  },
  {
    name: 'block',
    aliases: ['bloquear'],
    usage: '<user>',
    words: words(1),
    help: { en: 'neither write to somebody nor hear them', pt: 'não escreve a alguém nem o ouve' },
  },
  {
    name: 'unblock',
    aliases: ['desbloquear'],
    usage: '<user>',
    words: words(1),
    help: { en: 'the opposite of /block', pt: 'o contrário de /block' },
  },
  {
    name: 'status',
    aliases: ['estado'],
    usage: '',
    words: words(0),
    help: {
      en: 'the tracker, your rooms, and how each person is reached',
      pt: 'o tracker, as suas salas e como se chega a cada pessoa',
    },
  },
  {
    name: 'quit',
    aliases: ['exit', 'q', 'fechar'],
    usage: '',
    words: words(0),
    help: { en: 'leave the program', pt: 'sai do programa' },
  },
];

const BY_NAME: ReadonlyMap<string, CommandRow> = new Map(
  COMMANDS.flatMap((row) => [row.name, ...row.aliases].map((name) => [fold(name), row] as const)),
);

/** What a typed line is. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: readonly string[] }
  | { readonly kind: 'problem'; readonly code: 'UNKNOWN_COMMAND' | 'BAD_ARGUMENTS'; readonly message: string };

/** Reads a typed line. `//text` is text that begins with a slash; an unknown command is never sent as text. */
export function parseLine(line: string): Typed {
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  const [, typed = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const row = findCommand(typed);
  if (!row) {
    const nearest = nearestCommand(typed);
    const guess = nearest ? ` Did you mean /${nearest.name}?` : '';
    return {
      kind: 'problem',
      code: 'UNKNOWN_COMMAND',
      message: `There is no command /${typed.slice(0, 32)}.${guess} /help lists all.`,
    };
  }
  const args = splitArguments(rest.trim(), row.words.max);
  if (args.length < row.words.min || (row.words.max === 0 && args.length > 0)) {
    return { kind: 'problem', code: 'BAD_ARGUMENTS', message: `It is ${usageOf(row)}: ${row.help.en}.` };
  }
  return { kind: 'command', name: row.name, args };
}

export function findCommand(typed: string): CommandRow | undefined {
  return BY_NAME.get(fold(typed.replace(/^\//, '')));
}

export function usageOf(row: CommandRow): string {
  return `/${row.name}${row.usage ? ` ${row.usage}` : ''}`;
}

/** On screen a room is `#dev`; its name is `dev`. */
export function roomArgument(text: string): string {
  return text.startsWith('#') ? text.slice(1) : text;
}

function splitArguments(rest: string, max: number): string[] {
  if (rest === '') return [];
  if (max <= 1) return [rest];
  const [, first = '', more = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  return more === '' ? [first] : [first, more];
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/_/g, '-');
}

/** The command that was probably meant: no more than a third of it mistyped. */
function nearestCommand(typed: string): CommandRow | undefined {
  const key = fold(typed);
  const candidates = [...BY_NAME].filter(([name]) => Math.abs(key.length - name.length) <= name.length / 3);
  const near = candidates.map(([name, row]) => ({ row, distance: editDistance(key, name), most: name.length / 3 }));
  return near.filter(({ distance, most }) => distance <= most).sort((a, b) => a.distance - b.distance)[0]?.row;
}

/** How many letters to add, drop, change, or swap with the next one. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwapped ? at(i - 2, j - 2) + 1 : changed));
    }
  }
  return at(a.length, b.length);
}
