import { expect, it } from 'vitest';
import { isRefusal } from '../../commons/protocol/errors.ts';
import { MemoryStore } from '../../commons/storage/memory-store.ts';
import { MemoryRooms } from '../../tracker/repositories/memory-rooms.ts';
import { PeerRepository } from '../../tracker/repositories/peer-repository.ts';
import type { RoomOperation } from '../../tracker/rooms/operation.ts';
import { RoomChanges } from '../../tracker/service/room-changes.ts';

it('each outcome is concluded right after its notices, in the order of the operations', async () => {
  const rooms = new MemoryRooms();
  const log: string[] = [];
  const changes = new RoomChanges(rooms, await PeerRepository.open(new MemoryStore()), ({ to, json }) =>
    log.push(`${(JSON.parse(json) as { msg: string }).msg} to ${to}`),
  );
  const operations: RoomOperation[] = [
    { do: 'create', at: 0, room: 'dev', username: 'ana', lock: undefined, capacity: 10 },
    { do: 'join', at: 0, room: 'dev', username: 'bob', proven: undefined },
    { do: 'leave', at: 0, room: 'dev', username: 'carl' },
    { do: 'join', at: 0, room: 'dev', username: 'carl', proven: undefined },
    { do: 'lose', at: 0, username: 'bob' },
    { do: 'delete', at: 0, room: 'dev', username: 'ana' },
  ];
  await Promise.all(
    operations.map((operation) =>
      changes.apply(operation, (outcome) => log.push(isRefusal(outcome) ? outcome.refused : operation.do)),
    ),
  );
  expect(log).toEqual([
    'create',
    'bob joined dev. to ana',
    'join',
    'NOT_A_MEMBER',
    'carl joined dev. to ana,bob',
    'join',
    'bob is away from dev. to ana,carl',
    'lose',
    'dev was deleted by ana. to carl',
    'delete',
  ]);
});
