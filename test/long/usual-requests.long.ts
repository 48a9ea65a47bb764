import { expect, test } from 'vitest';
import { usualRequestsAgree } from '../helpers/usual-requests.ts';

test('a request in the usual form is accepted, and read, or refused as its schema says', () => {
  expect(usualRequestsAgree(100_000)).toBeGreaterThan(5_000);
});
