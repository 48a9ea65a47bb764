import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScriptFailed } from '../../scripts/script-failed.ts';
import { Participants } from '../../scripts/trace/participants.ts';
import { foldersOf } from '../../scripts/wireshark/folders.ts';
import { install, installAloud, PROFILE } from '../../scripts/wireshark/install.ts';
import { live, liveArguments } from '../../scripts/wireshark/live.ts';
import { locate, type Machine } from '../../scripts/wireshark/machine.ts';
import { open } from '../../scripts/wireshark/open.ts';
import { parseWiresharkOptions } from '../../scripts/wireshark/options.ts';
import { lineFor } from '../../scripts/wireshark/said-lines.ts';
import { isInstalled } from '../helpers/installed.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { type Pretends, pretendedProgram } from '../trace/pretended-program.ts';

const SOURCE = join(import.meta.dirname, '..', '..', 'wireshark');

interface Pretended extends Partial<Machine> {
  /** Programs that there are, and what they say to `-G folders`. */
  readonly has?: { readonly [program: string]: string };
  /** What a program that is started says. */
  readonly does?: Pretends;
}

/** A machine of which the test decides what is on it. */
class PretendedMachine implements Machine {
  readonly platform: string;
  readonly home: string;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly said: string[] = [];
  readonly started: string[] = [];
  readonly #has: { readonly [program: string]: string };
  readonly #does: Pretends;

  constructor({ platform = 'linux', home = temporaryFolder(), environment = {}, has = {}, does = {} }: Pretended = {}) {
    this.platform = platform;
    this.home = home;
    this.environment = environment;
    this.#has = has;
    this.#does = does;
  }

  ask(program: string, args: readonly string[]): { output: string; exitCode: number } | null {
    const output = this.#has[program];
    return output === undefined ? null : { output: args[0] === '-G' ? output : 'version', exitCode: 0 };
  }

  start(program: string, args: readonly string[]): ChildProcess {
    this.started.push([program, ...args].join(' '));
    return pretendedProgram(this.#does);
  }

  say(line: string): void {
    this.said.push(line);
  }
}

describe('the folders of Wireshark', () => {
  it.each([
    ['linux', {}, '/home/ana/.local/lib/wireshark/plugins', '/home/ana/.config/wireshark/profiles'],
    ['linux', { XDG_CONFIG_HOME: '/c' }, '/home/ana/.local/lib/wireshark/plugins', '/c/wireshark/profiles'],
    ['darwin', {}, '/home/ana/.local/lib/wireshark/plugins', '/home/ana/.config/wireshark/profiles'],
    ['win32', { APPDATA: 'C:\\A' }, 'C:\\A\\Wireshark\\plugins', 'C:\\A\\Wireshark\\profiles'],
  ])('on %s are where its manual says', (platform, environment, plugins, profiles) => {
    const machine = new PretendedMachine({ platform, environment, home: '/home/ana' });
    expect(foldersOf(machine)).toEqual({ plugins, profiles });
  });

  it('are where tshark says, if it is there', () => {
    const told =
      'Temp:\t/tmp\nPersonal configuration: \t/x/conf\nPersonal Plugins:\t/x/4.0\nPersonal Lua Plugins:\t/x/lua\n';
    expect(foldersOf(new PretendedMachine({ has: { tshark: told } }))).toEqual({
      plugins: '/x/lua',
      profiles: '/x/conf/profiles',
    });
  });
});

describe('npm run wireshark -- install', () => {
  it('puts the dissector and the profile there, and says where', () => {
    const machine = new PretendedMachine();
    installAloud(machine, SOURCE);
    const plugin = join(machine.home, '.local/lib/wireshark/plugins/p2pchat.lua');
    const profile = join(machine.home, '.config/wireshark/profiles', PROFILE);
    expect(readFileSync(plugin, 'utf8')).toBe(readFileSync(join(SOURCE, 'p2pchat.lua'), 'utf8'));
    expect(readdirSync(profile).sort()).toEqual(readdirSync(join(SOURCE, 'profile')).sort());
    expect(machine.said.slice(0, 3)).toEqual(['Installed:', `  dissector  ${plugin}`, `  profile    ${profile}`]);
  });

  it('has nothing to do a second time, and brings what is old up to date', () => {
    const machine = new PretendedMachine();
    expect(install(machine, SOURCE)).toBe(true);
    expect(install(machine, SOURCE)).toBe(false);
    const plugin = join(machine.home, '.local/lib/wireshark/plugins/p2pchat.lua');
    writeFileSync(plugin, '-- P2P Chat in Wireshark, of long ago\n');
    expect(install(machine, SOURCE)).toBe(true);
    expect(readFileSync(plugin, 'utf8')).toBe(readFileSync(join(SOURCE, 'p2pchat.lua'), 'utf8'));
  });

  it("leaves somebody else's plugin of that name alone", () => {
    const machine = new PretendedMachine();
    const folder = join(machine.home, '.local/lib/wireshark/plugins');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'p2pchat.lua'), '-- mine');
    expect(() => install(machine, SOURCE)).toThrow(/p2pchat\.lua already exists and is not ours/);
    expect(readFileSync(join(folder, 'p2pchat.lua'), 'utf8')).toBe('-- mine');
  });

  it('says where it could not write', () => {
    const home = join(temporaryFolder(), 'file');
    writeFileSync(home, '');
    expect(() => install(new PretendedMachine({ home }), SOURCE)).toThrow(ScriptFailed);
  });
});

describe('npm run wireshark -- open', () => {
  const file = join(SOURCE, 'p2pchat.lua'); // Any file will do: nobody here reads it.
  const SCREEN = { DISPLAY: ':0' };

  it('opens it in Wireshark with our profile, which it installs', async () => {
    const machine = new PretendedMachine({ environment: SCREEN, has: { wireshark: '' } });
    await open(machine, SOURCE, { file, isText: false });
    expect(machine.started).toEqual([`wireshark -C ${PROFILE} -r ${file}`]);
    expect(existsSync(join(machine.home, '.local/lib/wireshark/plugins/p2pchat.lua'))).toBe(true);
  });

  it.each([
    ['darwin', '/Applications/Wireshark.app/Contents/MacOS/Wireshark'],
    ['win32', 'C:\\Program Files\\Wireshark\\Wireshark.exe'],
  ])('finds it on %s', (platform, program) => {
    expect(locate(new PretendedMachine({ platform, has: { [program]: '' } }), 'wireshark')).toBe(program);
  });

  it.each([
    ['linux', /Wireshark is not installed: on Debian and Ubuntu `sudo apt install wireshark`/],
    ['darwin', /brew install --cask wireshark/],
    ['win32', /https:\/\/www\.wireshark\.org/],
  ])('says on %s how to get what is missing, and what can be done without it', async (platform, sentence) => {
    const opened = open(new PretendedMachine({ platform }), SOURCE, { file, isText: false });
    await expect(opened).rejects.toThrow(sentence);
    await expect(opened).rejects.toThrow(`npm run trace -- ${file}`);
    await expect(opened).rejects.not.toThrow('--text');
  });

  it('offers tshark, if that is there', async () => {
    const machine = new PretendedMachine({ has: { tshark: '' } });
    await expect(open(machine, SOURCE, { file, isText: false })).rejects.toThrow(`open ${file} --text`);
    const without = new PretendedMachine({ has: { tshark: '', wireshark: '' } });
    await expect(open(without, SOURCE, { file, isText: false })).rejects.toThrow('Wireshark needs a graphical screen');
  });

  // U14: on one machine all share an address, so every row showed 127.0.0.1 twice.
  it('shows it as text, with the names of who talks', async () => {
    const row = ['0', '::1', '', '50001', '::1', '', '6060', 'LOGIN', 'ana', '41001', '1', 'LOGIN \x1b[2Jana'];
    const machine = new PretendedMachine({ has: { tshark: '' }, does: { output: `${row.join('\t')}\n` } });
    await open(machine, SOURCE, { file, isText: true });
    expect(machine.said.at(-1)).toBe('00:00:00.000  ana      -> tracker  🔒 LOGIN ana');
    // Names are known from the first line on, even if they were sent later.
    const answer = ['0', '::1', '', '6060', '::1', '', '50001', 'OK', '', '', '1', 'OK'];
    const later = {
      output: `${answer.join('\t')}\n${row.join('\t')}\n`,
      exitCode: 2,
      complaint: 'tshark: it is cut short',
    };
    const cut = new PretendedMachine({ has: { tshark: '' }, does: later });
    await expect(open(cut, SOURCE, { file, isText: true })).rejects.toThrow('tshark stopped there: tshark: it is cut');
    expect(cut.said.at(-2)).toBe('00:00:00.000  tracker  -> ana      🔒 OK');
    const empty = new PretendedMachine({ has: { tshark: '' } });
    await open(empty, SOURCE, { file, isText: true });
    expect(empty.said.at(-1)).toContain('It contains nothing of P2P Chat');
    const root = new PretendedMachine({
      has: { tshark: '' },
      does: { complaint: 'tshark: p2pchat is neither a field nor a protocol name.', exitCode: 2 },
    });
    await expect(open(root, SOURCE, { file, isText: true })).rejects.toThrow(
      'plugins are not when tshark runs as root',
    );
  });

  it('says that there is no such file', async () => {
    await expect(open(new PretendedMachine(), SOURCE, { file: '/nowhere/x', isText: false })).rejects.toThrow(
      'There is no /nowhere/x.',
    );
  });
});

describe('npm run wireshark -- live', () => {
  const OPTIONS = { port: 6060, ports: [], keyLogFile: null, networkInterface: null };
  const fields = [
    '1767268800.5',
    '127.0.0.1',
    '',
    '50001',
    '127.0.0.1',
    '',
    '6060',
    'LOGIN',
    'ana',
    '41001',
    '1',
    'LOGIN \x1b[2Jana',
  ];
  const row = fields.join('\t');

  it('writes a line for each object, with the names of who talks', async () => {
    const machine = new PretendedMachine({ has: { tshark: '' }, does: { output: `${row}\n` } });
    await live(machine, SOURCE, OPTIONS);
    expect(machine.said.at(-1)).toBe('12:00:00.500  ana      -> tracker  🔒 LOGIN ana');
  });

  it("warns that everybody's traffic is looked at, unless ports are named", async () => {
    const machine = new PretendedMachine({ has: { tshark: '' } });
    await live(machine, SOURCE, OPTIONS);
    expect(machine.said.join('\n')).toContain('All TCP on lo is looked at, that of others on this machine too');
    const few = new PretendedMachine({ has: { tshark: '' } });
    await live(few, SOURCE, { ...OPTIONS, port: 7000, ports: [41_001], keyLogFile: 'keys' });
    expect(few.said.join('\n')).not.toContain('All TCP');
    expect(few.started[0]).toContain('-f tcp port 7000 or tcp port 41001 -l');
    expect(few.started[0]).toContain('-o p2pchat.port:7000 -o tls.keylog_file:keys');
  });

  it.each([
    ['linux', 'lo', 'sudo dpkg-reconfigure wireshark-common'],
    ['darwin', 'lo0', 'ChmodBPF'],
    ['win32', '\\Device\\NPF_Loopback', 'Npcap'],
  ])('says on %s how to get the rights, and what needs none', async (platform, where, advice) => {
    const does = { complaint: 'tshark: You do not have permission to capture on device.', exitCode: 1 };
    const machine = new PretendedMachine({ platform, has: { tshark: '', 'tshark.exe': '' }, does });
    const captured = live(machine, SOURCE, OPTIONS);
    await expect(captured).rejects.toThrow(advice);
    await expect(captured).rejects.toThrow('--capture FILE.pcapng, which needs no rights');
    expect(machine.started[0]).toContain(`-i ${where} -f tcp -l`);
  });

  it('says what else went wrong, and that tshark is missing', async () => {
    const does = { complaint: 'noise\ntshark: There is no device named "x".', exitCode: 1 };
    const machine = new PretendedMachine({ has: { tshark: '' }, does });
    await expect(live(machine, SOURCE, { ...OPTIONS, networkInterface: 'x' })).rejects.toThrow(
      'could not capture on x: tshark: There is no device',
    );
    await expect(live(new PretendedMachine(), SOURCE, OPTIONS)).rejects.toThrow('`sudo apt install tshark`');
  });

  it('takes a user called tracker for nobody else (U15)', () => {
    const participants = new Participants();
    const [from, to] = [
      { address: '::1', port: 1 },
      { address: '::1', port: 6060 },
    ];
    participants.learn({ word: 'LOGIN', from, to, username: 'tracker', listensOn: 7 });
    expect([from, to, { address: '::1', port: 7 }].map((end) => participants.nameOf(end))).toEqual([
      '"tracker"',
      'tracker',
      '"tracker"',
    ]);
  });

  it('learns names as it goes', () => {
    const participants = new Participants();
    const [from, to] = [
      { address: '::1', port: 1 },
      { address: '::1', port: 2 },
    ];
    const said = {
      atMs: 0,
      from,
      to,
      text: 'PING',
      word: 'PING',
      username: null,
      listensOn: null,
      isEncrypted: false,
      isAnswer: false,
    };
    expect(lineFor(said, participants)).toBe('00:00:00.000  tracker  -> [::1]:2     PING');
  });
});

describe('the command line', () => {
  it.each([
    [['install'], { what: 'install' }],
    [['open', 'x'], { what: 'open', file: 'x', isText: false }],
    [['open', 'x', '--text'], { what: 'open', file: 'x', isText: true }],
    [['live'], { what: 'live', port: 6060, ports: [], keyLogFile: null, networkInterface: null }],
    [
      ['live', '--port', '7000', '--ports', '1,2'],
      { what: 'live', port: 7000, ports: [1, 2], keyLogFile: null, networkInterface: null },
    ],
  ])('%j', (args, options) => {
    expect(parseWiresharkOptions(args)).toEqual(options);
  });

  it.each([
    [['--text'], "missing required argument 'what'"],
    [['open'], 'open needs the file of a capture'],
    [['dance'], "'dance' is neither install, open nor live"],
    [['install', 'x'], "unexpected argument 'x'"],
    [['open', 'x', 'y'], "unexpected argument 'y'"],
    [['live', '--ports', '1,x'], 'It must be a port'],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => parseWiresharkOptions(args)).toThrow(sentence);
  });
});

describe.runIf(isInstalled('tshark', '--version', 'that it finds what is installed is'))('with the real tshark', () => {
  it('what is installed is found, and decodes', async () => {
    const home = temporaryFolder();
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
    const real = new PretendedMachine({ home, environment: env });
    install(real, SOURCE);
    const capture = join(import.meta.dirname, '..', 'wireshark', 'captures', 'plain.pcapng');
    const args = [
      '-C',
      PROFILE,
      '-r',
      capture,
      '-Y',
      'p2pchat.cmd == "REGISTER"',
      '-T',
      'fields',
      '-e',
      'p2pchat.username',
    ];
    expect(execFileSync('tshark', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toBe('ana\n');
  });

  it('understands what live asks of it', () => {
    const args = liveArguments(
      { port: 6060, ports: [], keyLogFile: null, networkInterface: null },
      'lo',
      join(SOURCE, 'p2pchat.lua'),
    );
    const capture = join(import.meta.dirname, '..', 'wireshark', 'captures', 'plain.pcapng');
    const fromFile = ['-r', capture, ...args.slice(args.indexOf('-l'))];
    const rows = execFileSync('tshark', fromFile, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .split('\n');
    expect(rows[0]?.split('\t').slice(7, 9)).toEqual(['REGISTER', 'ana']);
  });
});
