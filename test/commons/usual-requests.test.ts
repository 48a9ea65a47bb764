// The samples of test/long/usual-requests.long.ts, fewer of them.
import { describe, expect, test } from 'vitest';
import { isRoomName, isUsername } from '../../commons/model/names.ts';
import { parseRequest, requestSchemas } from '../../commons/protocol/tracker-messages.ts';
import { received, usualRequestsAgree } from '../helpers/usual-requests.ts';

describe('a request in the usual form', () => {
  test('is accepted, and read, or refused as its schema says', () => {
    expect(usualRequestsAgree(3_000)).toBeGreaterThan(150);
  });

  test('may name a room in any spelling, as its schema says: what the tracker keeps of it is a valid name', () => {
    const spelled = received('JOIN_ROOM', [
      ['room', 'Cafe\u0301'],
      ['request_id', 1],
    ]);
    expect(requestSchemas.JOIN_ROOM.safeParse(spelled).success).toBe(true);
    expect(parseRequest('JOIN_ROOM', spelled)).toEqual({ request: spelled });
    expect(isRoomName('Cafe\u0301') || isUsername('Cafe\u0301')).toBe(false);
  });
});
