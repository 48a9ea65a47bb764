// A server whose key nobody knows yet, but for whose name somebody vouches.
import { describe, expect, it } from 'vitest';
import { type Issued, type IssueOptions, issue } from './certificates.ts';
import { acceptsAs, alice, converse, dialsAs, mallory, ready, refusal, secureEnds, shakeHands } from './wire.ts';

const HOST = 'tracker.example';

const authority = await issue({ authority: 'An authority' });
const stranger = await issue({ authority: 'Another authority' });
const impostor = await issue({ authority: 'An authority' });

/** What comes of dialling `host`, whose certificate is `shown`, if `trusted` vouches for it. */
async function dialled(shown: Issued, host: string, trusted: Issued = authority) {
  const dialling = dialsAs(alice, { authorities: trusted.pem });
  return (await shakeHands(dialling, acceptsAs(shown.identity, { requiresKey: false }), { host })).dialler;
}

const vouchedFor = (options: IssueOptions = {}) => issue({ by: authority, hosts: [HOST], ...options });

describe('with an authority', () => {
  it.each(['P-256', 'RSA'] as const)('a server with a key (%s) of its making is accepted', async (kind) => {
    const server = await vouchedFor({ kind });
    const dialling = dialsAs(alice, { authorities: authority.pem });
    const { dialler, acceptor } = await secureEnds(dialling, acceptsAs(server.identity), { host: HOST });
    expect(dialler.secured.fingerprint).toBe(server.identity.fingerprint);
    expect(acceptor.secured.fingerprint).toBe(alice.fingerprint);
    await converse(dialler, acceptor);
  });

  it('a server is accepted by its address too, if that is what is vouched for', async () => {
    const server = await vouchedFor({ hosts: [HOST, '127.0.0.1'] });
    expect(ready(await dialled(server, '127.0.0.1')).secured.fingerprint).toBe(server.identity.fingerprint);
    expect(refusal(await dialled(server, '127.0.0.2')).isWrongKey).toBe(false);
  });

  it('one of several is enough', async () => {
    const server = await vouchedFor();
    const both = { ...stranger, pem: `${stranger.pem}\n${authority.pem}\n` };
    expect(ready(await dialled(server, HOST, both))).toBeDefined();
  });

  it('even a vouched-for key is still judged', async () => {
    const server = await vouchedFor();
    const dialling = dialsAs(alice, { authorities: authority.pem, judge: () => 'it had another key yesterday' });
    const { dialler } = await shakeHands(dialling, acceptsAs(server.identity), { host: HOST });
    expect(refusal(dialler)).toMatchObject({ message: 'it had another key yesterday', isWrongKey: true });
  });

  it.each<[string, string, () => Promise<Issued>, Issued]>([
    ['for another host', 'other.example', () => vouchedFor(), authority],
    ['for a host below it', `www.${HOST}`, () => vouchedFor(), authority],
    ['for an address it does not name', '127.0.0.1', () => vouchedFor(), authority],
    ['vouched for by another authority', HOST, () => vouchedFor(), stranger],
    ['vouched for by another of the same name', HOST, () => vouchedFor(), impostor],
    ['vouched for by itself', HOST, () => issue({ hosts: [HOST] }), authority],
    ['that has expired', HOST, () => vouchedFor({ notAfter: new Date('2021-01-01') }), authority],
    [
      'vouched for by one who is no authority',
      HOST,
      async () => issue({ by: await vouchedFor(), hosts: [HOST] }),
      authority,
    ],
  ])('a certificate %s is refused', async (_which, host, shown, trusted) => {
    const error = refusal(await dialled(await shown(), host, trusted));
    expect(error.message).toMatch(/^its certificate is not vouched for \(/);
    expect(error.isWrongKey).toBe(false);
  });

  it('a self-made certificate of ours is refused', async () => {
    const { dialler } = await shakeHands(dialsAs(alice, { authorities: authority.pem }), acceptsAs(mallory), {
      host: HOST,
    });
    expect(refusal(dialler).message).toMatch(/not vouched for/);
  });

  it('trust in one does not outlive the dial that had it', async () => {
    const server = await vouchedFor();
    expect(ready(await dialled(server, HOST))).toBeDefined();
    expect(refusal(await dialled(server, HOST, stranger)).isWrongKey).toBe(false);
    const { dialler } = await shakeHands(dialsAs(alice), acceptsAs(server.identity), { host: HOST });
    expect(refusal(dialler).message).toBe('it has a kind of key that we do not take');
  });
});
