import { describe, expect, it } from 'vitest';
import { WireTap } from '../../../commons/wire/wire-tap.ts';
import type { WireReport } from '../../../peer/reports.ts';
import { phrasesFor } from '../../../peer/ui/phrases/phrases-for.ts';
import { PlainLines } from '../../../peer/ui/plain-lines.ts';
import { WireReports } from '../../../peer/wire/wire-reports.ts';

const AT = Date.UTC(2026, 10, 20, 9, 15);
const PASSWORD = 'ab'.repeat(32);

function watching({ bytes = true } = {}) {
  const tap = new WireTap();
  const seen: WireReport[] = [];
  const later: (() => void)[] = [];
  const reports = new WireReports({
    tap,
    now: () => AT,
    report: (report) => seen.push(report),
    soon: (work) => later.push(work),
  });
  const endOfTurn = (): void => {
    for (let round = 0; round < 2; round += 1) for (const work of later.splice(0)) work();
  };
  if (bytes) reports.isOn = true;
  const wire = (port: number, isDialled = true) =>
    tap.wireOf({
      isDialled,
      local: () => ({ address: '127.0.0.1', port: 40_000 }),
      remote: () => ({ address: '127.0.0.1', port }),
      counts: () => ({ sent: 0, received: 0 }),
    });
  return { tap, seen, reports, wire, endOfTurn };
}

describe('what crosses the wire is reported', () => {
  it('with the bytes that carried it, in whichever order the two are told of', () => {
    const { seen, wire } = watching();
    const link = wire(7000);
    link.secured();
    link.saw('sent', '{"cmd":"MESSAGE","content":"hi"}');
    link.carried('sent', Buffer.from([0x17, 3, 3, 0, 1, 9]));
    link.carried('received', Buffer.from([0x17, 3, 3, 0, 2, 8, 8]));
    link.saw('received', { cmd: 'ACK', id: 'x' });
    expect(seen).toMatchObject([
      { number: 1, direction: 'sent', carried: '170303000109', carried_bytes: 6, bytes: 33, security: 'tls1.3' },
      { number: 2, direction: 'received', carried: '17030300020808', object: { cmd: 'ACK', id: 'x' } },
    ]);
    expect(seen[0]).toMatchObject({ at: '2026-11-20T09:15:00.000Z', remote: '127.0.0.1:7000', is_dialled: true });
  });

  it('without them, if they do not leave in this turn, or if the connection is older than the watch', () => {
    const { seen, reports, wire, endOfTurn } = watching({ bytes: false });
    const old = wire(7000);
    reports.isOn = true;
    old.saw('sent', '{"cmd":"PING"}');
    const slow = wire(7001);
    slow.saw('sent', '{"cmd":"PONG"}');
    expect(seen).toHaveLength(1);
    endOfTurn();
    expect(seen.map(({ carried }) => carried)).toEqual([null, null]);
  });

  it('with the name of the other end, from the user of the connection or from the greeting', () => {
    const { seen, wire, endOfTurn } = watching();
    const tracker = wire(6060);
    tracker.name = 'tracker';
    tracker.saw('received', { status: 'OK' });
    const accepted = wire(6060, false);
    accepted.saw('received', { cmd: 'HELLO', username: 'bob' });
    accepted.saw('received', { cmd: 'MESSAGE', username: 'ana', content: 'said by who is not ana' });
    accepted.name = 'bob';
    accepted.saw('sent', '{"cmd":"HELLO","username":"ana"}');
    endOfTurn();
    expect(seen.map(({ peer }) => peer)).toEqual(['tracker', 'bob', null, 'bob']);
  });

  it.each(['tracker', 'Tracker', 'TRACKER'])('with a user called %s, who is not the tracker (U15)', (username) => {
    const { seen, wire } = watching();
    wire(6060, false).saw('received', { cmd: 'HELLO', username });
    expect(seen.map(({ peer }) => peer)).toEqual([`"${username}"`]);
    expect(
      new PlainLines(phrasesFor('en'), { showsOwnLines: true }).linesFor(seen[0] as WireReport)[0]?.text,
    ).not.toContain('from the tracker');
  });

  it('without what must stay secret, in the object or in plain bytes', () => {
    const { seen, wire, endOfTurn } = watching();
    const plain = wire(6060);
    const text = `{"cmd":"LOGIN","username":"ana","password":"${PASSWORD}"}`;
    plain.saw('sent', text);
    plain.carried('sent', Buffer.from(text));
    plain.saw('received', { status: 'OK', token: 'a token', room: { secret: [PASSWORD], key: null } });
    const encrypted = wire(6060);
    encrypted.secured();
    encrypted.saw('sent', text);
    encrypted.carried('sent', Buffer.from([0x17, 3, 3]));
    endOfTurn();
    expect(JSON.stringify(seen)).not.toMatch(/abab|a token|61626162/);
    expect(seen.map(({ carried }) => carried)).toEqual([null, null, '170303']);
    expect(seen[0]?.object).toEqual({ cmd: 'LOGIN', username: 'ana', password: '********' });
  });

  it('without plain bytes that hold a secret of another object, or half of one', () => {
    const { seen, wire, endOfTurn } = watching();
    const plain = wire(6060);
    const [harmless, secret] = ['{"cmd":"LIST_ROOMS"}', `{"cmd":"LOGIN","password":"${PASSWORD}"}`];
    plain.saw('sent', harmless);
    plain.saw('sent', secret);
    plain.carried('sent', Buffer.from(`${harmless}\n${secret}\n`));
    plain.carried(
      'received',
      Buffer.from(`{"status":"OK","token":"${PASSWORD}"}\n{"status":"ROOM_UPDATE","room":null}\n`),
    );
    plain.saw('received', { status: 'OK', token: PASSWORD });
    plain.saw('received', { status: 'ROOM_UPDATE', room: null });
    plain.saw('sent', harmless);
    plain.carried('sent', Buffer.from(`${harmless}\n`));
    endOfTurn();
    expect(seen.map(({ carried }) => carried === null)).toEqual([true, true, true, true, false]);
  });

  it('without the keys of invitations that people pass on', () => {
    const { seen, wire, endOfTurn } = watching();
    wire(7000).saw('sent', '{"cmd":"MESSAGE","content":"come: p2pchat://t:1/dev#ana.AAAA.SECRETKEY now"}');
    endOfTurn();
    expect(seen[0]?.object).toEqual({ cmd: 'MESSAGE', content: 'come: p2pchat://t:1/dev#ana.AAAA.******** now' });
  });

  it('of a long one the beginning, of a long record the first bytes', () => {
    const { seen, wire } = watching();
    const link = wire(7000);
    link.secured();
    link.carried('received', Buffer.alloc(10_000, 1));
    link.saw('received', { cmd: 'MESSAGE', content: 'x'.repeat(100_000) });
    expect(seen[0]?.carried).toHaveLength(2 * 2_048);
    expect(seen[0]?.carried_bytes).toBe(10_000);
    expect(seen[0]?.bytes).toBeGreaterThan(100_000);
    expect(JSON.stringify(seen[0]?.object).length).toBeLessThan(300);
  });

  it('of a long one no secret either, wherever it stands', () => {
    const { seen, wire } = watching();
    const link = wire(7000);
    link.secured();
    const invitation = `p2pchat://t:1/dev#ana.${'f'.repeat(43)}.K0eyK1eyK2eyK3eyK4eyKQ`;
    const filler = 'x'.repeat(20_000);
    link.saw('received', { token: PASSWORD, room: { secret: PASSWORD, filler }, small: { key: PASSWORD } });
    link.saw('received', { filler, password: PASSWORD, list: ['x', filler], small: { key: PASSWORD } });
    for (const at of [0, 60, 100, 150, 190]) {
      link.saw('received', { cmd: 'MESSAGE', content: `${'x '.repeat(at / 2)}${invitation}${filler}` });
    }
    expect(seen).toHaveLength(7);
    expect(JSON.stringify(seen)).not.toMatch(/abab|K0ey/);
  });

  // S7: this happens all the time on the full screen, for whatever a stranger sends.
  it.each([
    ['one text', { content: `${'f'.repeat(43)}.${'K'.repeat(22)} `.repeat(950) }],
    ['many fields', Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 'p2pchat:']))],
    ['many lists', { content: Array.from({ length: 20_000 }, () => []) }],
    ['many texts', { content: Array.from({ length: 6_000 }, () => 'p2pchat:') }],
    ['just as long as is shown whole', { content: 'p2pchat:%2e'.repeat(1_400) }],
  ])('within a moment: %s', (_what, object) => {
    const { wire } = watching();
    const link = wire(7000);
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage().user;
      link.saw('received', object);
      return (process.cpuUsage().user - before) / 1_000;
    });
    expect(Math.min(...times)).toBeLessThan(10);
  });

  it('no more, when nobody watches', () => {
    const { tap, seen, reports, wire } = watching();
    reports.isOn = false;
    expect(tap.isWatched).toBe(false);
    wire(7000).saw('received', { cmd: 'PING' });
    expect(seen).toEqual([]);
  });
});
