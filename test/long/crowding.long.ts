// As test/peer/crowding, in more ways: each takes a crowd.
import { describe, expect, it } from 'vitest';
import { MAX_PEOPLE } from '../../peer/core/records/people.ts';
import { CoreAlone, crowd, MANY, privateHello } from '../helpers/core-alone.ts';

describe('people with whom there is a private chat', () => {
  it('are at most 256, with as many links, however many strangers write', () => {
    const ana = new CoreAlone();
    crowd(ana, MANY);
    expect(ana.all('message')).toHaveLength(MANY);
    expect(ana.people.length).toBeLessThanOrEqual(MAX_PEOPLE);
    expect(ana.openLinks).toBeLessThanOrEqual(MAX_PEOPLE);
    expect(ana.people).toContain(`mal${MANY - 1}`);
  });

  it('are at most 256 when their links have ended, too', () => {
    const ana = new CoreAlone();
    for (let index = 0; index < MANY; index += 1) {
      const link = ana.meets(`mal${index}`);
      ana.hears(link, privateHello(`m${index}`));
      ana.closes(link);
    }
    expect(ana.people.length).toBeLessThanOrEqual(MAX_PEOPLE);
  });

  it('are at most 256 when they only invite', () => {
    const ana = new CoreAlone();
    for (let index = 0; index < MANY; index += 1) {
      const link = ana.meets(`mal${index}`);
      ana.hears(link, { cmd: 'INVITE', id: `i${index}`, room: 'trap' });
    }
    expect(ana.people.length).toBeLessThanOrEqual(MAX_PEOPLE);
    expect(ana.openLinks).toBeLessThanOrEqual(MAX_PEOPLE);
  });

  it('come again as before when they have made room', () => {
    const ana = new CoreAlone();
    crowd(ana, MAX_PEOPLE + 10);
    expect(ana.people).not.toContain('mal0');
    const again = ana.meets('mal0');
    ana.hears(again, privateHello('later'));
    expect(ana.isOpen(again)).toBe(true);
    expect(ana.people).toContain('mal0');
    expect(ana.all('message').at(-1)).toMatchObject({ from: 'mal0', id: 'later' });
  });

  it('whose links do not end when they are told to have them broken', () => {
    const ana = new CoreAlone();
    ana.closesLate = true;
    crowd(ana, MAX_PEOPLE + 100);
    expect(ana.openLinks).toBeLessThanOrEqual(MAX_PEOPLE + 66);
    ana.closeAll();
    expect(ana.people.length).toBeLessThanOrEqual(MAX_PEOPLE);
  });

  it('have no more than 64 links beside their first ones, all together', () => {
    const ana = new CoreAlone();
    ana.closesLate = true;
    for (let index = 0; index < 100; index += 1) for (let again = 0; again < 4; again += 1) ana.meets(`mal${index}`);
    expect(ana.openLinks).toBeLessThanOrEqual(100 + 64);
  });
});
