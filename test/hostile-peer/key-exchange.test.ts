// How the keys of connections are agreed on, as /status says it: with X25519MLKEM768 where node's OpenSSL has it.
import { expect, it } from 'vitest';
import { asTyped } from '../helpers/typed.ts';
import { scene } from './scene.ts';

const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
const GROUP = major > 3 || (major === 3 && minor >= 5) ? 'X25519MLKEM768' : 'X25519';

it('/status names the key exchange of the tracker, and of the link for the side that dialled', async () => {
  const { ana, bob } = await scene('require');
  for (const peer of [ana, bob]) peer.service.intend(asTyped('/status'));
  const statuses = [(await ana.reported('status')).status, (await bob.reported('status')).status];
  expect(statuses.map((status) => status.tracker_key_exchange)).toEqual([GROUP, GROUP]);
  const links = statuses.flatMap(({ people }) => people.map(({ key_exchange }) => key_exchange));
  expect(links.filter((group) => group !== undefined)).toEqual([GROUP]);
});
