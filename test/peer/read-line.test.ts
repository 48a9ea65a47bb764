import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInvitation } from '../../commons/model/pasted-invitation.ts';
import { COMMANDS, findCommand } from '../../peer/commands/commands.ts';
import type { Intent, Misread, RoomEntry } from '../../peer/commands/intent.ts';
import { readCommand } from '../../peer/commands/read-command.ts';
import { readLine, readScreenLine } from '../../peer/commands/read-line.ts';
import { anyText } from '../helpers/any-text.ts';
import { INVITE } from '../ui/phrases/sample-reports.ts';

const meant = (line: string): Intent | Misread => readLine(line).intent;
const text = (content: string): Intent => ({ kind: 'send', text: content, as: 'text' });
const join = (room: string, entry: RoomEntry = { by: 'keptKey' }): Intent => ({ kind: 'join', room, entry });

describe('a typed line', () => {
  it.each(['hello', '', ' ', ' /join dev', 'a/b', '#dev', 'see /help for more', 'one\n/quit', '\\/quit', '＼/quit'])(
    'is text unless it begins with a slash: %j',
    (line) => {
      expect(meant(line)).toEqual(text(line));
    },
  );

  it('is text that begins with a slash when it begins with two', () => {
    expect(meant('//x')).toEqual(text('/x'));
    expect(meant('//quit')).toEqual(text('/quit'));
    expect(meant('//')).toEqual(text('/'));
    expect(meant('///')).toEqual(text('//'));
    expect(meant('// a comment')).toEqual(text('/ a comment'));
  });

  it.each<[string, Intent]>([
    ['/rooms', { kind: 'listRooms' }],
    ['/rooms  ', { kind: 'listRooms' }],
    ['/join dev', join('dev')],
    ['/join #dev', join('dev')],
    ['/join   dev  ', join('dev')],
    ['/join\tdev', join('dev')],
    ['/join sala de estar', join('sala de estar')],
    ['/join C#', join('C#')],
    ['/join dev --open', join('dev', { by: 'nothing' })],
    ['/join dev --password', join('dev', { by: 'password', password: null })],
    ['/join sala de estar --password open sesame', join('sala de estar', { by: 'password', password: 'open sesame' })],
    ['/join p2pchat://h:6060/dev#ana.x.y', { kind: 'joinByInvitation', invitation: null }],
    [`/join ${INVITE}`, { kind: 'joinByInvitation', invitation: findInvitation(INVITE) }],
    ['/create #C++ & C#', { kind: 'create', room: 'C++ & C#', lock: { access: 'open' } }],
    ['/create sala de estar --invite-only', { kind: 'create', room: 'sala de estar', lock: { access: 'invite' } }],
    ['/create x --password', { kind: 'create', room: 'x', lock: { access: 'password', password: null } }],
    ['/create x --password y z', { kind: 'create', room: 'x', lock: { access: 'password', password: 'y z' } }],
    ['/invite', { kind: 'invite', room: null }],
    ['/invite sala de estar', { kind: 'invite', room: 'sala de estar' }],
    ['/add ana', { kind: 'add', user: 'ana' }],
    ['/accept', { kind: 'accept', whom: null }],
    ['/accept #sala de estar', { kind: 'accept', whom: { room: 'sala de estar' } }],
    ['/decline @ana', { kind: 'decline', whom: { user: 'ana' } }],
    ['/fingerprint', { kind: 'showKey', user: null }],
    ['/fingerprint ana', { kind: 'showKey', user: 'ana' }],
    ['/fingerprint --rotate', { kind: 'rotateKey' }],
    ['/verify @ana', { kind: 'verify', user: 'ana', number: null }],
    ['/verify ana 12345 67890', { kind: 'verify', user: 'ana', number: '12345 67890' }],
    ['/trust ana', { kind: 'trust', user: 'ana' }],
    ['/leave', { kind: 'leave', what: null }],
    ['/leave ana', { kind: 'leave', what: { name: 'ana' } }],
    ['/leave #sala de estar', { kind: 'leave', what: { room: 'sala de estar' } }],
    ['/delete-room', { kind: 'deleteRoom', room: null }],
    ['/delete-room #dev', { kind: 'deleteRoom', room: 'dev' }],
    ['/help', { kind: 'help', command: null }],
    ['/help entrar', { kind: 'help', command: 'join' }],
    ['/wire', { kind: 'watchWire', isOn: true }],
    ['/wire OFF', { kind: 'watchWire', isOn: false }],
    ['/me waves', { kind: 'send', text: 'waves', as: 'action' }],
    ['/say /quit', { kind: 'send', text: '/quit', as: 'text' }],
    ['/msg ana', { kind: 'openPrivate', to: 'ana' }],
    ['/msg ana hello', { kind: 'message', to: 'ana', text: 'hello' }],
    ['/msg  ana   hello,  world ', { kind: 'message', to: 'ana', text: 'hello,  world' }],
    ['/msg ana one\ntwo', { kind: 'message', to: 'ana', text: 'one\ntwo' }],
    ['/MSG @Ana /Quit', { kind: 'message', to: 'Ana', text: '/Quit' }],
  ])('is a command with its arguments: %j', (line, expected) => {
    expect(meant(line)).toEqual(expected);
  });

  it('is a problem, with the usage, when words are missing or too many', () => {
    const lines = ['/join', '/join ', '/create', '/msg', '/rooms now', '/users x', '/quit bye', '/status x y'];
    for (const line of [...lines, '/add', '/verify', '/unverify ', '/trust', '/block', '/unblock']) {
      const command = findCommand(line.split(' ')[0] ?? '')?.name;
      expect(meant(line)).toEqual({ kind: 'misread', problem: { code: 'BAD_ARGUMENTS', why: 'usage', command } });
    }
  });

  it.each([
    ['/joim dev', '/join'],
    ['/user', '/users'],
    ['/room', '/rooms'],
    ['/lave', '/leave'],
    ['/ajudar', '/help'],
    ['/deletar_salas', '/delete-room'],
    ['/delete-rom x', '/delete-room'],
    ['/criarsala x', '/create'],
    ['/quitt', '/quit'],
    ['/estatus', '/status'],
    ['/verifi ana', '/verify'],
    ['/unverfy ana', '/unverify'],
    ['/unblok ana', '/unblock'],
    ['/fingerprnt', '/fingerprint'],
  ])('is never text when the command is unknown, and a near one is suggested: %s', (line, near) => {
    const typed = line.slice(1).split(' ')[0];
    const guess = near.slice(1);
    expect(meant(line)).toEqual({ kind: 'misread', problem: { code: 'UNKNOWN_COMMAND', typed, guess } });
  });

  it.each([
    '/',
    '/ ',
    '/ quit',
    '/xyzzy',
    '/nick ana',
    '/topic x',
    '/connect x',
    '/etc/passwd',
    '/🎉',
    '/__proto__',
    '/constructor',
  ])('is never text when the command is unknown, and nothing is suggested where nothing is near: %j', (line) => {
    expect(meant(line)).toMatchObject({ kind: 'misread', problem: { code: 'UNKNOWN_COMMAND', guess: null } });
  });

  it.each([
    ['/jion dev', '/join'],
    ['/usres', '/users'],
    ['/hlep', '/help'],
    ['/sari', '/leave'],
  ])('has the near command suggested when two letters are swapped: %s', (line, near) => {
    expect(meant(line)).toMatchObject({ problem: { guess: near.slice(1) } });
  });

  it('never becomes text by a mistake behind the slash, and never anything else without one', () => {
    fc.assert(
      fc.property(anyText(20), (rest) => {
        if (rest.startsWith('/')) expect(meant(`/${rest}`)).toEqual(text(rest));
        else if (!/^(?:me|eu|say|dizer)\s/i.test(rest)) expect(meant(`/${rest}`).kind).not.toBe('send');
        if (!rest.startsWith('/')) expect(meant(rest)).toEqual(text(rest));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back the text of any message behind its user, spaces at its ends aside', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (said) => {
        const content = said.trim();
        expect(meant(`/msg ana ${said}`)).toEqual(
          content === '' ? { kind: 'openPrivate', to: 'ana' } : { kind: 'message', to: 'ana', text: content },
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is understood in no time, however long it is', () => {
    for (const line of [`/${'x'.repeat(2_000)}`, `/msg ${'x '.repeat(100_000)}`, `/msg${' '.repeat(200_000)}`]) {
      expect(meant(line).kind).not.toBe('send');
    }
  });
});

describe('every command of the table', () => {
  it.each(COMMANDS.map((row) => [row.name, row] as const))(
    '/%s means one thing, with as many words as it takes',
    (name, row) => {
      for (let words = row.words.min; words <= row.words.max; words += 1) {
        const args = Array.from({ length: words }, () => (name === 'help' ? 'join' : name === 'wire' ? 'off' : 'word'));
        const { intent } = readScreenLine([`/${name}`, ...args].join(' '));
        expect(intent).toEqual(readCommand(name, args));
        expect(intent.kind).not.toBe('misread');
      }
    },
  );

  it.each(COMMANDS.filter(({ isForScreen }) => isForScreen).map(({ name }) => name))(
    '/%s needs the full screen',
    (name) => {
      expect(
        meant(`/${name} a b`.slice(0, name === 'clear' || name === 'marks' ? name.length + 1 : undefined)),
      ).toEqual({
        kind: 'misread',
        problem: { code: 'NEEDS_SCREEN', command: name },
      });
    },
  );
});

describe('what is behind the name of a room', () => {
  it.each(['/join dev --invite-only', '/create dev --open', '/create dev --secret', '/join a --b --password c'])(
    'is no option of the command: %s',
    (line) => {
      expect(meant(line)).toEqual({ kind: 'misread', problem: { code: 'BAD_ARGUMENTS', why: 'room_options' } });
    },
  );
});

describe('an invitation in a line', () => {
  it.each([INVITE, `for you: ${INVITE}`, `/msg bob ${INVITE}`, `/me has ${INVITE}`, `/create ${INVITE}`])(
    'is a stray one unless the command is about it: %s',
    (line) => {
      expect(readLine(line).line).toEqual({ text: line, hasStrayInvitation: true });
    },
  );

  it.each([`/join ${INVITE}`, `/say ${INVITE}`, `/search ${INVITE}`, `/jion ${INVITE}`, 'hello'])(
    'is none in %s',
    (line) => {
      expect(readLine(line).line.hasStrayInvitation).toBe(false);
    },
  );
});

describe('a line of the full screen', () => {
  it('loses what cannot be seen where it holds names, and keeps text and passwords', () => {
    const at = (line: string) => readScreenLine(line).intent;
    expect(at('/fing\u200berprint \u200fbob\u2060')).toEqual({ kind: 'showKey', user: 'bob' });
    expect(at('\u200b/rooms')).toEqual({ kind: 'listRooms' });
    expect(at('a\u200bb')).toEqual(text('a\u200bb'));
    expect(at('/msg bob a\u200bb')).toEqual({ kind: 'message', to: 'bob', text: 'a\u200bb' });
    expect(at('/join dev --password a\u200bb')).toEqual(join('dev', { by: 'password', password: 'a\u200bb' }));
  });
});
