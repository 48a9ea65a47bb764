import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../commons/storage/memory-store.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';
import { type User, UserRepository } from '../../tracker/repositories/user-repository.ts';
import { someIdentity } from '../helpers/identities.ts';

const ANA: User = { username: 'ana', secret: 'old', created_at: '' };

async function withAna() {
  const store = new MemoryStore<User>([['ana', ANA]]);
  const users = await UserRepository.open(store);
  return { store, users };
}

describe('changes of one user', () => {
  it('at the same time undo nothing of each other, and count when they are durable', async () => {
    const { store, users } = await withAna();
    const { fingerprint } = someIdentity();
    const both = [users.update('ana', { secret: 'new' }), users.update('ANA', { fingerprint })];
    expect(users.find('ana')).toEqual(ANA);
    expect(users.newest('ana')).toMatchObject({ secret: 'new', fingerprint });
    await Promise.all(both);
    expect(users.find('ana')).toEqual({ ...ANA, secret: 'new', fingerprint });
    expect((await store.load()).get('ana')).toEqual(users.find('ana'));
  });

  it('that the disk refuses never were', async () => {
    const { store, users } = await withAna();
    store.commit = () => Promise.reject(new StorageError('full'));
    await expect(users.update('ana', { secret: 'new' })).rejects.toThrow('full');
    expect([users.find('ana'), users.newest('ana')]).toEqual([ANA, ANA]);
  });

  it('who does not exist are none', async () => {
    const { users } = await withAna();
    await users.update('eva', { secret: 'new' });
    expect(users.newest('eva')).toBeUndefined();
  });
});
