import { expect } from 'vitest';
import { DIGEST } from '../helpers/tracker-world.ts';
import { RawClient } from './raw-client.ts';

export const HONEST = 'honest';

export const login = (username: string, more: object = {}): object => ({
  cmd: 'LOGIN',
  username,
  password: DIGEST,
  port: 5_001,
  features: [],
  ...more,
});

export const register = (username: string, more: object = {}): object => ({
  ...login(username),
  cmd: 'REGISTER',
  ...more,
});

/**
 * The proof after every attack: somebody who was registered before it logs in, does a round of everything, and leaves.
 */
export async function servesTheHonest(port: number): Promise<void> {
  const client = await RawClient.connect(port);
  const said: unknown[] = [];
  const ask = async (request: object): Promise<void> => {
    const reply = await client.ask(request);
    said.push(reply['code'] ?? reply['status']);
  };
  await ask(login(HONEST));
  for (const cmd of ['LIST_ROOMS', 'LIST_PEERS']) await ask({ cmd });
  for (const cmd of ['CREATE_ROOM', 'JOIN_ROOM', 'LEAVE_ROOM', 'DELETE_ROOM']) await ask({ cmd, room: 'served' });
  await ask({ cmd: 'LOGOUT' });
  expect(said, 'what the honest user was told').toEqual(Array(8).fill('OK'));
  await client.closed('the honest user has logged out');
}
