// Every way a handshake may go wrong, and what each end then knows.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Connection, DialError } from '../../../commons/net/connection.ts';
import { HandshakeError } from '../../../commons/net/handshake-error.ts';
import { TRACKER_PROTOCOL } from '../../../commons/net/security.ts';
import { tcpNetwork } from '../../../commons/net/tcp.ts';
import { secureAccepted, secureDialled } from '../../../commons/net/tls.ts';
import { HANDSHAKE_MS } from '../../../commons/protocol/limits.ts';
import { FakeClock, settle } from '../../helpers/fake-clock.ts';
import {
  acceptsAs,
  alice,
  bob,
  converse,
  dialsAs,
  mallory,
  memoryPair,
  only,
  outcomeOf,
  pairs,
  ready,
  refusal,
  secureEnds,
  shakeHands,
  strangerAccepts,
  strangerDials,
  tcpPair,
} from './wire.ts';

const shown = ({ key, certificate }: typeof alice) => ({ key, cert: certificate });

describe.each(Object.entries(pairs))('a handshake over %s', (_name, pair) => {
  it('proves to both ends whom they talk to, and then they talk', async () => {
    const dialling = dialsAs(alice, { judge: only(bob) });
    const { dialler, acceptor } = await secureEnds(dialling, acceptsAs(bob), { pair: await pair() });
    expect(dialler.secured.fingerprint).toBe(bob.fingerprint);
    expect(acceptor.secured.fingerprint).toBe(alice.fingerprint);
    expect([dialler.stream.getProtocol(), acceptor.stream.getProtocol()]).toEqual(['TLSv1.3', 'TLSv1.3']);
    await converse(dialler, acceptor);
  });

  it('is refused by who dialled if the key is not the one that it expects', async () => {
    const dialling = dialsAs(alice, { judge: only(bob) });
    const { dialler, acceptor } = await shakeHands(dialling, acceptsAs(mallory), { pair: await pair() });
    expect(refusal(dialler)).toMatchObject({ message: 'it has another key', isWrongKey: true });
    expect(acceptor).toBeInstanceOf(HandshakeError);
  });
});

describe('the wrong key', () => {
  it('of a server is an end of the dial, and the server hears nothing', async () => {
    const heard: string[] = [];
    let handshakes = 0;
    const isOver = new Promise<void>((resolve) => {
      const accepted = (connection: Connection): void =>
        connection.start({
          received: (bytes) => heard.push(bytes.toString()),
          handshakeDone: () => {
            handshakes += 1;
          },
          closed: () => resolve(),
        });
      const listener = tcpNetwork().listen({ address: '127.0.0.1', port: 0 }, accepted, {
        security: acceptsAs(mallory),
      });
      onTestFinished(async () => (await listener).close());
      listener.then(async ({ endpoint }) => {
        const dial = tcpNetwork().dial(endpoint, {
          timeoutMs: 5_000,
          security: dialsAs(alice, { judge: only(bob) }),
        });
        const error: unknown = await dial.catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(DialError);
        expect(error).toMatchObject({ isWrongKey: true, message: expect.stringContaining('it has another key') });
      });
    });
    await isOver;
    expect(heard).toEqual([]);
    expect(handshakes).toBe(0);
  });

  it('of a client is seen by the server as what it is', async () => {
    const { acceptor } = await secureEnds(dialsAs(mallory), acceptsAs(bob));
    expect(acceptor.secured.fingerprint).toBe(mallory.fingerprint);
    expect(acceptor.secured.fingerprint).not.toBe(alice.fingerprint);
  });
});

describe('a client without a certificate', () => {
  it('is refused where a key is required, although it believes that all is well', async () => {
    const { outcome, believes } = await strangerDials(acceptsAs(bob), {});
    expect(refusal(outcome)).toMatchObject({ message: 'it showed no key', isWrongKey: false });
    expect(believes()).toBe(true);
  });

  it('is nobody in particular where none is required', async () => {
    const { outcome } = await strangerDials(acceptsAs(bob, { requiresKey: false }), {});
    expect(ready(outcome).secured.fingerprint).toBeNull();
  });

  it('is somebody where none is required, if it shows one after all', async () => {
    const { outcome } = await strangerDials(acceptsAs(bob, { requiresKey: false }), shown(alice));
    expect(ready(outcome).secured.fingerprint).toBe(alice.fingerprint);
  });
});

describe('an older version of TLS', () => {
  const old = { maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2' } as const;

  it('is refused of a client', async () => {
    const { outcome, believes } = await strangerDials(acceptsAs(bob), { ...shown(alice), ...old });
    expect(refusal(outcome).isWrongKey).toBe(false);
    expect(believes()).toBe(false);
  });

  it('is refused of a server', async () => {
    const { outcome, believes } = await strangerAccepts(dialsAs(alice), { ...shown(bob), ...old });
    expect(refusal(outcome)).toMatchObject({ message: 'it does not speak TLS 1.3', isWrongKey: false });
    expect(believes()).toBe(false);
  });
});

describe('another protocol inside', () => {
  it('is refused between two of ours, by both', async () => {
    const { dialler, acceptor } = await shakeHands(
      dialsAs(alice, { protocol: TRACKER_PROTOCOL }),
      acceptsAs(bob, { requiresKey: false }),
    );
    expect(refusal(dialler)).toMatchObject({ message: 'it is a program of another kind', isWrongKey: false });
    expect(refusal(acceptor).isWrongKey).toBe(false);
  });

  it.each([
    ['another one', ['http/1.1'], false],
    // OpenSSL has nothing against it.
    ['none at all', [], true],
  ])('is refused of a client that offers %s', async (_which, ALPNProtocols, believes) => {
    const strange = await strangerDials(acceptsAs(bob), { ...shown(alice), ALPNProtocols });
    expect(refusal(strange.outcome).message).toMatch(/does not speak|another kind/);
    expect(strange.believes()).toBe(believes);
  });

  it('is refused of a server that chooses none', async () => {
    const { outcome } = await strangerAccepts(dialsAs(alice), { ...shown(bob), ALPNProtocols: [] });
    expect(refusal(outcome)).toMatchObject({ message: 'it does not speak p2pchat/1', isWrongKey: false });
  });
});

describe('half a handshake', () => {
  /** What a client says first. */
  async function clientHello(): Promise<Buffer> {
    const [dialled, accepted] = memoryPair();
    connectTls({ socket: dialled, ALPNProtocols: ['p2pchat/1'] }).on('error', () => {});
    const [hello] = (await once(accepted, 'data')) as [Buffer];
    return hello;
  }

  it.each([
    ['dialled', 0],
    ['accepted', 0.5],
    ['accepted', 0],
  ])('has its time, for the side that %s (%d of the first message came)', async (side, share) => {
    const clock = new FakeClock();
    const [here, there] = memoryPair();
    const handshake =
      side === 'dialled'
        ? secureDialled(here, dialsAs(alice), 'somewhere', clock)
        : secureAccepted(here, acceptsAs(bob), clock);
    let refused: HandshakeError | null = null;
    outcomeOf(handshake).then((outcome) => {
      refused = refusal(outcome);
    });
    const hello = await clientHello();
    there.write(hello.subarray(0, hello.length * share));
    await clock.advance(HANDSHAKE_MS - 1);
    expect(refused).toBeNull();
    expect(here.destroyed).toBe(false);
    await clock.advance(1);
    expect(refused).toMatchObject({ message: 'no handshake within 5 s', isWrongKey: false });
    expect(here.destroyed).toBe(true);
  });

  it('and then its end is told at once', async () => {
    const [there, here] = await tcpPair();
    const handshake = outcomeOf(secureAccepted(here, acceptsAs(bob), new FakeClock()));
    there.end((await clientHello()).subarray(0, 100));
    expect(refusal(await handshake).message).toBe('the connection ended during the handshake');
  });
});

describe('noise that begins like a handshake', () => {
  const noise = (seed: number): Buffer => {
    const blocks = Array.from({ length: 63 }, (_, block) => createHash('sha256').update(`${seed}.${block}`).digest());
    return Buffer.concat([Buffer.from([0x16]), ...blocks]).subarray(0, 2_000);
  };

  it.each(['dialled', 'accepted'])('is refused by the side that %s', async (side) => {
    for (let seed = 0; seed < 10; seed += 1) {
      const clock = new FakeClock();
      const [here, there] = memoryPair();
      const handshake = outcomeOf(
        side === 'dialled'
          ? secureDialled(here, dialsAs(alice), 'somewhere', clock)
          : secureAccepted(here, acceptsAs(bob), clock),
      );
      there.write(noise(seed));
      await clock.advance(HANDSHAKE_MS);
      expect(refusal(await handshake).isWrongKey, `seed ${seed}`).toBe(false);
    }
  });
});

describe('an error that comes late', () => {
  const late = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

  it('crashes nothing after a refusal', async () => {
    const pair = await tcpPair();
    const { dialler } = await shakeHands(dialsAs(alice, { judge: only(bob) }), acceptsAs(mallory), { pair });
    expect(refusal(dialler).isWrongKey).toBe(true);
    for (const end of pair) end.emit('error', late());
    await settle();
  });

  it('crashes nothing after the end of a connection', async () => {
    const pair = await tcpPair();
    const { dialler, acceptor } = await secureEnds(dialsAs(alice), acceptsAs(bob), { pair });
    for (const { stream } of [dialler, acceptor]) stream.destroy();
    await settle();
    for (const end of [...pair, dialler.stream, acceptor.stream]) end.emit('error', late());
    await settle();
  });
});
