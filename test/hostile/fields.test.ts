// Every field of every request with every value that it may not have, before a login and after it.

import { describe, expect, it } from 'vitest';
import { type Command, requestSchemas } from '../../commons/protocol/tracker-messages.ts';
import { REQUESTS, WRONG, withField } from './hostile-fields.ts';
import { attacked } from './hostile-world.ts';

interface Field {
  readonly cmd: Command;
  readonly name: string;
  readonly wrong: readonly string[];
  readonly isNeeded: boolean;
}

const COMMANDS = Object.keys(requestSchemas) as Command[];

const FIELDS: Field[] = COMMANDS.flatMap((cmd) =>
  Object.keys(requestSchemas[cmd].shape)
    .filter((name) => name !== 'cmd')
    .map((name) => ({ cmd, name, wrong: WRONG[name] ?? [], isNeeded: REQUESTS[cmd].needs.includes(name) })),
);

const isForStrangers = (cmd: Command): boolean => cmd === 'REGISTER' || cmd === 'LOGIN';
/** In the clear, as all of them are here, SCRAM is BAD_REQUEST before a login and after it. */
const isForMembers = (cmd: Command): boolean => !isForStrangers(cmd) && cmd !== 'SCRAM';
const rows = (fields: Field[]): [string, string, Field][] => fields.map((field) => [field.cmd, field.name, field]);

describe('the table of wrong fields', () => {
  it('knows every request and every field that there is', () => {
    expect(Object.keys(REQUESTS).sort()).toEqual([...COMMANDS].sort());
    expect(FIELDS.filter(({ wrong }) => wrong.length === 0)).toEqual([]);
    for (const cmd of COMMANDS)
      expect(Object.keys(requestSchemas[cmd].shape)).toEqual(expect.arrayContaining(REQUESTS[cmd].needs));
  });

  it('begins with requests that are understood', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      for (const cmd of [
        'CREATE_ROOM',
        'JOIN_ROOM',
        'LEAVE_ROOM',
        'LIST_PEERS',
        'LIST_ROOMS',
        'DELETE_ROOM',
      ] as const) {
        const room = cmd === 'CREATE_ROOM' ? 'dev' : REQUESTS[cmd].sample['room'];
        const reply = await ana.ask({ cmd, ...REQUESTS[cmd].sample, ...(room ? { room } : {}) });
        expect(reply['status'], cmd).toBe('OK');
      }
      expect(await ana.ask({ cmd: 'LOGOUT', ...REQUESTS.LOGOUT.sample })).toMatchObject({ status: 'OK' });
      for (const cmd of ['REGISTER', 'LOGIN'] as const) {
        const client = await world.connect();
        expect(await client.ask({ cmd, ...REQUESTS[cmd].sample })).toMatchObject({ status: 'OK' });
      }
    }));
});

describe('a field that is not what it should be', () => {
  it.each(rows(FIELDS.filter(({ cmd }) => isForStrangers(cmd))))(
    'before a login is BAD_REQUEST, and closes: %s %s',
    (cmd, name, { wrong, isNeeded }) =>
      attacked(async (world) => {
        await world.member('ana');
        const { sample } = REQUESTS[cmd as Command];
        for (const value of isNeeded ? [undefined, ...wrong] : wrong) {
          const client = await world.connect();
          client.send(withField(cmd, sample, name, value));
          const reply = await client.next(`a refusal of ${name} ${value?.slice(0, 40)}`);
          expect([value, reply['code']]).toEqual([value, 'BAD_REQUEST']);
          await client.closed('BAD_REQUEST was said');
        }
      }),
  );

  it.each(rows(FIELDS.filter(({ cmd }) => !isForStrangers(cmd))))(
    'after a login is BAD_REQUEST, and the connection stays: %s %s',
    (cmd, name, { wrong, isNeeded }) =>
      attacked(async (world) => {
        const ana = await world.member('ana');
        expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' })).toMatchObject({ status: 'OK' });
        const { sample } = REQUESTS[cmd as Command];
        for (const value of isNeeded ? [undefined, ...wrong] : wrong) {
          const reply = await ana.ask(withField(cmd, sample, name, value));
          expect([value, reply['code']]).toEqual([value, 'BAD_REQUEST']);
        }
        await world.expectStays(ana);
        expect(world.repositories.rooms.find('dev')?.seats).toMatchObject([{ username: 'ana', state: 'present' }]);
        expect(world.repositories.rooms.find('new')).toBeUndefined();
      }),
  );

  it('does not matter before a login in a request that is for members: LOGIN_REQUIRED', () =>
    attacked(async (world) => {
      for (const { cmd, name, wrong } of FIELDS.filter(({ cmd }) => isForMembers(cmd))) {
        const stranger = await world.connect();
        stranger.send(withField(cmd, REQUESTS[cmd].sample, name, wrong[0]));
        await world.expectClosesWith(stranger, 'LOGIN_REQUIRED');
      }
    }));

  it('does not matter after a login in a request that is for strangers: BAD_REQUEST, stays', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      for (const { cmd, name, wrong } of FIELDS.filter(({ cmd }) => isForStrangers(cmd))) {
        for (const value of [wrong[0], undefined]) {
          const reply = await ana.ask(withField(cmd, REQUESTS[cmd].sample, name, value));
          expect(reply).toMatchObject({ code: 'BAD_REQUEST' });
        }
      }
      await world.expectStays(ana);
      expect(world.repositories.users.find('eva')).toBeUndefined();
    }));

  // Regression 1: with limits, a username that cannot be made a string once ended the tracker.
  it('is refused, and no more than that, also where limits apply: the username of any request', () =>
    attacked(
      async (world) => {
        const deadly: string[] = [];
        for (const cmd of COMMANDS) {
          for (const value of WRONG['username'] ?? []) {
            const stranger = await world.connect();
            stranger.send(withField(cmd, REQUESTS[cmd].sample, 'username', value));
            await world.took(stranger);
            if (world.network.thrown.splice(0).length > 0) {
              deadly.push(`${cmd} ${value}`);
              stranger.socket.destroy();
              continue;
            }
            const reply = await stranger.next(`a refusal of ${cmd} by ${value.slice(0, 40)}`);
            const code = isForMembers(cmd) ? 'LOGIN_REQUIRED' : 'BAD_REQUEST';
            expect([code, 'RATE_LIMITED']).toContain(reply['code']);
            await stranger.closed('it was refused');
          }
        }
        expect(deadly, 'what ends the tracker').toEqual([]);
      },
      { limits: 'all' },
    ));
});

describe('the length of a text', () => {
  const limits = { username: 256, token: 128, address: 255, room: 256, peer: 256, after: 256 };
  const inUnits = (units: number): string => JSON.stringify('🎉'.repeat(units / 2) + 'x'.repeat(units % 2));
  const texts = rows(FIELDS.filter(({ name }) => name in limits));

  it.each(texts)('may be all that is allowed, in UTF-16 units: %s %s', (cmd, name) =>
    attacked(async (world) => {
      const client = isForStrangers(cmd as Command) ? await world.connect() : await world.member('ana');
      const most = limits[name as keyof typeof limits];
      const reply = await client.ask(withField(cmd, REQUESTS[cmd as Command].sample, name, inUnits(most)));
      expect(reply['code']).not.toBe('BAD_REQUEST');
    }),
  );

  // Regression 3: zod counts code points, so that twice as many units got through.
  it('may not be one unit more', () =>
    attacked(async (world) => {
      const accepted: string[] = [];
      for (const [cmd, name] of texts) {
        const client = isForStrangers(cmd as Command) ? await world.connect() : await world.member(`${cmd}-${name}`);
        const most = limits[name as keyof typeof limits];
        const reply = await client.ask(withField(cmd, REQUESTS[cmd as Command].sample, name, inUnits(most + 1)));
        if (reply['code'] !== 'BAD_REQUEST') accepted.push(`${cmd} ${name}: ${reply['code'] ?? reply['status']}`);
      }
      expect(accepted, 'what is not refused with BAD_REQUEST').toEqual([]);
    }));
});

describe('after a login', () => {
  it.each([
    ...[
      'NONSENSE',
      'list_rooms',
      ' LIST_ROOMS',
      'LIST_ROOMS\0',
      '__proto__',
      'constructor',
      'toString',
      '',
      'PING',
    ].map((cmd): [string, unknown, string] => [JSON.stringify(cmd), cmd, 'UNKNOWN_COMMAND']),
    ['a very long name', 'X'.repeat(60_000), 'UNKNOWN_COMMAND'],
    ['a lone surrogate', '\ud800', 'UNKNOWN_COMMAND'],
    ...[null, 7, true, [], ['LIST_ROOMS'], {}, { toString: null }, undefined].map((cmd): [string, unknown, string] => [
      JSON.stringify(cmd) ?? 'nothing',
      cmd,
      'BAD_REQUEST',
    ]),
  ])('the command %s is refused, and the connection stays', (_what, cmd, code) =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      const reply = await ana.ask({ cmd, request_id: 1 });
      expect(reply).toMatchObject({ status: 'ERROR', code, request_id: 1 });
      expect(String(reply['msg']).length).toBeLessThan(200);
      await world.expectStays(ana);
    }),
  );
});
