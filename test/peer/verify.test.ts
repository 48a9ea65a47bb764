// The commands about keys: /fingerprint, /verify and /unverify.
import { describe, expect, it } from 'vitest';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';

async function anaAndBob() {
  const { world, peers } = await roomOf('ana', 'bob');
  return { world, ana: peers[0] as TestPeer, bob: peers[1] as TestPeer };
}

describe('/verify', () => {
  it('shows both the same sixty digits, and marks each other as verified', async () => {
    const { ana, bob } = await anaAndBob();
    await ana.types('/verify bob');
    await bob.types('/verify ana');
    const { number } = await ana.hears('safety_number');
    expect(number).toMatch(/^(\d{5} ){11}\d{5}$/);
    expect(bob.last('safety_number')).toMatchObject({ number, peer: 'ana', verified: true });
    const { fingerprint } = bob.profile.identity;
    expect(ana.last('trust')).toEqual({ event: 'trust', peer: 'bob', state: 'verified', fingerprint });
    expect(ana.profile.contacts[0]?.verified).toMatch(/^2026-/);
  });

  it('takes the number that the other one reads out, however it is spaced', async () => {
    const { ana, bob } = await anaAndBob();
    await bob.types('/verify ana');
    const number = bob.last('safety_number')?.number ?? '';
    for (const typed of [number, number.replaceAll(' ', ''), number.replaceAll(' ', '-')]) {
      await ana.types('/unverify bob');
      await ana.types(`/verify bob ${typed}`);
      expect(ana.last('trust')?.state).toBe('verified');
    }
  });

  it.each(['one digit less', 'one digit other', 'one of somebody else', 'nonsense'])(
    'refuses a number that is not theirs (%s), and marks nothing',
    async (what) => {
      const { ana, bob } = await anaAndBob();
      await bob.types('/verify ana');
      const number = bob.last('safety_number')?.number ?? '';
      const other = `${(Number(number[0]) + 1) % 10}${number.slice(1)}`;
      const wrong = { 'one digit less': number.slice(1), 'one digit other': other, nonsense: 'twelve' }[what];
      await ana.types(`/verify bob ${wrong ?? '12345 '.repeat(12)}`);
      expect(ana.last('error')?.code).toBe('NUMBERS_DIFFER');
      expect(ana.all('safety_number')).toEqual([]);
      expect(ana.profile.contacts[0]?.verified).toBeNull();
    },
  );

  it('is kept over a restart of both', async () => {
    const { world, ana, bob } = await anaAndBob();
    await ana.types('/verify bob');
    for (const peer of [ana, bob]) await peer.kill();
    const again = await TestPeer.start(world, 'ana', { register: false });
    await TestPeer.start(world, 'bob', { register: false });
    await again.until(() => again.isLinkedTo('bob'), 'the link');
    expect(again.last('link')).toMatchObject({ peer: 'bob', state: 'open', verified: true });
  });

  it('is taken back by /unverify, once', async () => {
    const { ana } = await anaAndBob();
    await ana.types('/verify bob');
    await ana.types('/unverify bob');
    expect(ana.last('trust')).toMatchObject({ peer: 'bob', state: 'first-use' });
    expect(ana.profile.contacts[0]?.verified).toBeNull();
    await ana.types('/unverify bob');
    expect(ana.last('error')?.code).toBe('NOT_VERIFIED');
  });

  it('knows the name in any case, and with the sign for people', async () => {
    const { ana } = await anaAndBob();
    const numbers = [];
    for (const name of ['bob', 'BOB', '@Bob']) {
      await ana.types(`/verify ${name}`);
      numbers.push(ana.last('safety_number')?.number);
    }
    expect(new Set(numbers).size).toBe(1);
    expect(ana.profile.contacts.map(({ username }) => username)).toEqual(['bob']);
  });

  it('says so where no key is known', async () => {
    const { ana } = await anaAndBob();
    for (const command of ['/verify', '/fingerprint']) {
      await ana.types(`${command} nobody`);
      expect(ana.last('error')?.code).toBe('NO_KEY');
    }
    expect(ana.profile.contacts).toHaveLength(1);
  });
});

describe('/fingerprint', () => {
  it('names our key, by our own name too, and theirs as they see it', async () => {
    const { ana, bob } = await anaAndBob();
    const own = { username: 'ana', fingerprint: ana.profile.identity.fingerprint, trust: 'own' };
    await ana.types('/fingerprint');
    expect(ana.last('fingerprint')).toMatchObject(own);
    await ana.types('/fingerprint ANA');
    expect(ana.last('fingerprint')).toMatchObject(own);
    await ana.types('/fingerprint bob');
    await bob.types('/fingerprint');
    expect(ana.last('fingerprint')?.fingerprint).toBe(bob.last('fingerprint')?.fingerprint);
    expect(ana.last('fingerprint')?.trust).toBe('first-use');
    await ana.types('/verify bob');
    await ana.types('/fingerprint bob');
    expect(ana.last('fingerprint')?.trust).toBe('verified');
  });
});

describe('/block', () => {
  it('ends what there is, and lets nothing through either way', async () => {
    const { world, ana, bob } = await anaAndBob();
    await ana.types('/block BOB');
    expect(ana.last('blocked')).toEqual({ event: 'blocked', peer: 'bob', blocked: true });
    await ana.types('to the room');
    await ana.types('/msg bob to him');
    await bob.types('to the room');
    await bob.types('/msg ana to her');
    await world.clock.advance(90_000);
    expect([ana.heard, bob.heard]).toEqual([[], []]);
    expect(ana.last('error')?.code).toBe('NOBODY_HERE');
    expect(ana.last('failed')?.reason).toBe('you blocked bob');
    expect(ana.all('sent')).toEqual([]);
    expect(ana.isLinkedTo('bob')).toBe(false);
  });

  it('holds after a restart, until /unblock', async () => {
    const { world, ana, bob } = await anaAndBob();
    await ana.types('/block bob');
    await ana.kill();
    const again = await TestPeer.start(world, 'ana', { register: false });
    await bob.types('/msg ana are you there?');
    await world.clock.advance(30_000);
    expect(again.heard).toEqual([]);
    await again.types('/unblock bob');
    await bob.hears('failed');
    await bob.types('/msg ana and now?');
    await again.until(() => again.heard.includes('and now?'), 'the line');
    expect(again.heard).toEqual(['and now?']);
    await again.types('/unblock bob');
    expect(again.last('error')?.code).toBe('NOT_BLOCKED');
  });

  it('is not for oneself', async () => {
    const { ana } = await anaAndBob();
    await ana.types('/block Ana');
    expect(ana.last('error')?.code).toBe('NOT_YOURSELF');
  });
});
