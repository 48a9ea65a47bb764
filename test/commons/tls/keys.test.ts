// Which keys do: those that are held and not only shown, of our kind, in a handshake of their own.
import { once } from 'node:events';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../commons/clock.ts';
import { UnusableKey } from '../../../commons/identity/identity.ts';
import { PEER_PROTOCOL } from '../../../commons/net/security.ts';
import { checkIdentity, secureAccepted, secureDialled } from '../../../commons/net/tls.ts';
import { DAMAGED, issue, type Kind, stolen } from './certificates.ts';
import {
  acceptsAs,
  alice,
  bob,
  converse,
  dialsAs,
  memoryPair,
  only,
  ready,
  refusal,
  secureEnds,
  shakeHands,
  strangerAccepts,
  strangerDials,
  tcpPair,
} from './wire.ts';

const ANOTHER_KIND = 'it has a kind of key that we do not take';
const NOT_HELD = 'it does not hold the key that it shows';

describe('a key of another kind', () => {
  it.each<Kind>(['P-256', 'RSA'])('(%s) is refused of a client and of a server', async (kind) => {
    const { identity } = await issue({ kind });
    const asClient = await shakeHands(dialsAs(identity), acceptsAs(bob));
    expect(refusal(asClient.acceptor)).toMatchObject({ message: ANOTHER_KIND, isWrongKey: false });
    const asServer = await shakeHands(dialsAs(alice, { judge: only(identity) }), acceptsAs(identity));
    expect(refusal(asServer.dialler)).toMatchObject({ message: ANOTHER_KIND, isWrongKey: false });
  });

  it('is refused even where no key is required', async () => {
    const { identity } = await issue();
    const { acceptor } = await shakeHands(dialsAs(identity), acceptsAs(bob, { requiresKey: false }));
    expect(refusal(acceptor)).toMatchObject({ message: ANOTHER_KIND, isWrongKey: false });
  });
});

describe('a key that OpenSSL makes no use of', () => {
  it.each([
    ['too small', async () => (await issue({ kind: 'RSA-512' })).identity],
    ['a damaged chain', async () => ({ ...alice, certificate: `${alice.certificate}\n${DAMAGED}` })],
  ])('(%s) is said to be so at the start, and later ends the handshake and nothing else', async (_what, made) => {
    const identity = await made();
    expect(() => checkIdentity(identity)).toThrow(UnusableKey);
    const [dialled, accepted] = memoryPair();
    const handshakes = [
      secureAccepted(accepted, acceptsAs(identity), systemClock),
      secureDialled(dialled, dialsAs(identity), '127.0.0.1', systemClock),
    ];
    const ends = await Promise.allSettled(handshakes);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(() => checkIdentity(alice)).not.toThrow();
  });
});

// That the reason is not the kind of the key shows that TLS itself had enough before anybody was asked.
describe('a stolen certificate, without its key,', () => {
  it('is no use to a client', async () => {
    const thief = stolen(await issue(), await issue());
    const { dialler, acceptor } = await shakeHands(dialsAs(thief), acceptsAs(bob));
    expect(refusal(acceptor)).toMatchObject({ message: NOT_HELD, isWrongKey: false });
    expect(ready(dialler).secured.fingerprint).toBe(bob.fingerprint); // Which is why a server has to say something first.
  });

  it('is no use to a server, whose key is not even judged', async () => {
    const thief = stolen(await issue(), await issue());
    const judged: string[] = [];
    const judge = (fingerprint: string): null => {
      judged.push(fingerprint);
      return null;
    };
    const { dialler } = await shakeHands(dialsAs(alice, { judge }), acceptsAs(thief));
    expect(refusal(dialler)).toMatchObject({ message: NOT_HELD, isWrongKey: false });
    expect(judged).toEqual([]);
  });

  it('is no use to a server even if an authority vouches for it', async () => {
    const authority = await issue({ authority: 'An authority' });
    const honest = await issue({ by: authority, hosts: ['tracker.example'] });
    const dialling = dialsAs(alice, { authorities: authority.pem });
    const host = 'tracker.example';
    expect(ready((await shakeHands(dialling, acceptsAs(honest.identity), { host })).dialler)).toBeDefined();
    const thief = acceptsAs(stolen(honest, await issue()));
    expect(refusal((await shakeHands(dialling, thief, { host })).dialler).message).toBe(NOT_HELD);
  });
});

describe('a key that has been proven', () => {
  it('can be asked for again and again, by both ends', async () => {
    const { dialler, acceptor } = await secureEnds(dialsAs(alice), acceptsAs(bob));
    // Asking a client for it as an X509Certificate takes it away for good.
    for (const { stream } of [dialler, acceptor, dialler, acceptor]) {
      expect(stream.getPeerCertificate(false).raw.length).toBeGreaterThan(200);
    }
    expect(dialler.secured.fingerprint).toBe(bob.fingerprint);
    expect(acceptor.secured.fingerprint).toBe(alice.fingerprint);
  });

  it('is judged once', async () => {
    const judged: string[] = [];
    const judge = (fingerprint: string): null => {
      judged.push(fingerprint);
      return null;
    };
    await secureEnds(dialsAs(alice, { judge }), acceptsAs(bob));
    expect(judged).toEqual([bob.fingerprint]);
  });
});

describe('a session of before', () => {
  const shown = { key: alice.key, cert: alice.certificate };

  /** What somebody who has talked to Bob may show the next time: from one of ours, and from another program of his. */
  async function sessions(): Promise<Buffer[]> {
    const ours = await strangerDials(acceptsAs(bob), shown);
    const [dialled, accepted] = await tcpPair();
    const secured = { key: bob.key, cert: bob.certificate, ALPNProtocols: [PEER_PROTOCOL], rejectUnauthorized: false };
    const his = new TLSSocket(accepted, { ...secured, isServer: true, requestCert: true });
    const hisGuest = connectTls({ ...secured, ...shown, socket: dialled }).resume();
    const found: Buffer[] = [];
    hisGuest.on('session', (session) => found.push(session));
    const areOver = [ours.stranger, hisGuest].map((guest) => once(guest, 'close'));
    ready(ours.outcome).stream.end('goodbye');
    his.once('secure', () => his.end('goodbye'));
    await Promise.all(areOver);
    expect([ours.sessions.length, found.length]).toEqual([2, 2]);
    found.unshift(...ours.sessions);
    return found;
  }

  it('spares nobody a whole handshake', async () => {
    for (const session of await sessions()) {
      const { outcome, stranger } = await strangerDials(acceptsAs(bob), { ...shown, session });
      const { stream, secured } = ready(outcome);
      expect([stream.isSessionReused(), stranger.isSessionReused()]).toEqual([false, false]);
      expect(secured.fingerprint).toBe(alice.fingerprint);
    }
  });

  it('is no substitute for a key', async () => {
    for (const session of await sessions()) {
      const { outcome } = await strangerDials(acceptsAs(bob), { session });
      expect(refusal(outcome).message).toBe('it showed no key');
    }
  });

  it('is not what one of ours shows to anybody', async () => {
    const dialling = dialsAs(alice);
    const server = { key: bob.key, cert: bob.certificate, ALPNProtocols: [PEER_PROTOCOL], requestCert: true };
    for (let time = 0; time < 3; time += 1) {
      const { outcome, stranger } = await strangerAccepts(dialling, { ...server, rejectUnauthorized: false });
      await converse(ready(outcome), { ...ready(outcome), stream: stranger });
      expect([ready(outcome).stream.isSessionReused(), stranger.isSessionReused()]).toEqual([false, false]);
    }
  });
});
