// S13: `/password` replaces the user's own password.
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../peer/sign-in/given-secrets.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { lied } from '../hostile-peer/tracker-in-the-middle.ts';

const [OLD, NEW] = ['old horse battery', 'new horse battery'];

async function registered(options: { readonly asksPasswords?: boolean } = {}) {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana', { digest: digestOf(OLD), ...options });
  const elsewhere = async (password: string): Promise<string> => {
    const reference = await world.connect();
    const request = { cmd: 'LOGIN', username: 'ana', port: 5_000, password: digestOf(password) };
    const reply = await reference.ask(request);
    await reference.drop();
    return String(reply['code'] ?? reply['status']);
  };
  return { world, ana, elsewhere };
}

describe('/password', () => {
  it('asks for both passwords, and from then on the new one logs in and the old one does not', async () => {
    const { world, ana, elsewhere } = await registered({ asksPasswords: true });
    const before = world.hashes;
    await ana.types('/password');
    const { number } = await ana.hears('new_password_wanted');
    ana.service.answerNewPassword(number, { current: OLD, next: NEW });
    await ana.hears('password_changed');
    expect(ana.all('error')).toEqual([]);
    expect(world.hashes).toBe(before);
    expect(await elsewhere(OLD)).toBe('LOGIN_FAILED');
    expect(JSON.stringify(ana.reports)).not.toContain('horse');
    await world.restart();
    await ana.until(
      () => ana.all('tracker').filter(({ state }) => state === 'connected').length === 2,
      'the tracker again',
    );
    expect(await elsewhere(NEW)).toBe('OK');
  });

  it('takes the next two lines of a program for them, and says neither', async () => {
    const { ana, elsewhere } = await registered();
    await ana.types('/create dev');
    for (const line of ['/password', OLD, NEW, 'said aloud']) ana.service.intend(asTyped(line));
    await ana.hears('password_changed');
    await ana.until(() => ana.last('error')?.code === 'NOBODY_HERE', 'the line after them');
    expect(await elsewhere(NEW)).toBe('OK');
  });

  it.each([
    ['the old one is wrong', 'something else', NEW, 'LOGIN_FAILED'],
    ['the new one is short', OLD, '1234567', 'WEAK_PASSWORD'],
    ['the new one is missing', OLD, '', 'CANCELLED'],
    ['the old one is missing', '', NEW, 'CANCELLED'],
  ])('changes nothing where %s', async (_what, current, next, code) => {
    const { ana, elsewhere } = await registered({ asksPasswords: true });
    await ana.types('/password');
    const { number } = await ana.hears('new_password_wanted');
    ana.service.answerNewPassword(number, { current, next });
    await ana.until(() => ana.last('error') !== undefined, 'an error');
    expect(ana.last('error')?.code).toBe(code);
    expect(ana.all('password_changed')).toEqual([]);
    expect(await elsewhere(OLD)).toBe('OK');
  });

  it('can be left alone, and takes no answer to a question that is not asked any more', async () => {
    const { ana, elsewhere } = await registered({ asksPasswords: true });
    await ana.types('/password');
    const { number } = await ana.hears('new_password_wanted');
    ana.service.answerNewPassword(number, null);
    ana.service.answerNewPassword(number, { current: OLD, next: NEW });
    await ana.types('/password');
    ana.service.answerNewPassword(number, { current: OLD, next: NEW });
    await ana.types('/status');
    await ana.hears('status');
    expect(ana.all('error').map(({ code }) => code)).toEqual(['CANCELLED']);
    expect(await elsewhere(OLD)).toBe('OK');
  });

  it('says that the tracker is away', async () => {
    const { world, ana } = await registered({ asksPasswords: true });
    await world.service.stop();
    await ana.until(() => ana.last('tracker')?.state !== 'connected', 'the tracker to be away');
    await ana.types('/password');
    const { number } = await ana.hears('new_password_wanted');
    ana.service.answerNewPassword(number, { current: OLD, next: NEW });
    await ana.until(() => ana.last('error')?.code === 'TRACKER_AWAY', 'an error');
  });

  it('is not asked for where it cannot be changed: without encryption, and at a tracker of an earlier version', async () => {
    const { world, ana, middle } = await lied({ asksPasswords: true });
    const eva = await TestPeer.start(world, 'eva', { encryption: 'off', asksPasswords: true });
    middle.instead = (object, to) =>
      `${JSON.stringify(to?.['cmd'] === 'LOGIN' ? { ...object, features: ['token', 'key'] } : object)}\n`;
    middle.hangUp();
    await ana.until(
      () => ana.all('tracker').filter(({ state }) => state === 'connected').length === 2,
      'the tracker again',
    );
    for (const [peer, code] of [
      [eva, 'NO_KEY'],
      [ana, 'NO_NEW_PASSWORD'],
    ] as const) {
      await peer.types('/password');
      expect(peer.last('error')?.code).toBe(code);
      expect(peer.all('new_password_wanted')).toEqual([]);
    }
  });

  it('believes no tracker that cannot prove itself', async () => {
    const { ana, middle } = await lied({ asksPasswords: true });
    middle.instead = (object, to) => {
      const isLie = to?.['cmd'] === 'PASSWORD';
      const lie = { status: 'OK', request_id: to?.['request_id'], signature: 'A'.repeat(43) };
      return `${JSON.stringify(isLie ? lie : object)}\n`;
    };
    await ana.types('/password');
    const { number } = await ana.hears('new_password_wanted');
    ana.service.answerNewPassword(number, { current: OLD, next: NEW });
    await ana.until(() => ana.last('error')?.code === 'TRACKER_NOT_PROVEN', 'an error');
    expect(ana.all('password_changed')).toEqual([]);
    expect(JSON.stringify(middle.requests)).not.toContain(digestOf(NEW));
  });
});
