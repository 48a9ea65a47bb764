import { describe, expect, it } from 'vitest';
import { MAX_PEOPLE, People } from '../../peer/session/people.ts';
import { because } from '../helpers/because.ts';
import { link } from '../ui/phrases/sample-reports.ts';

describe('the people of a session', () => {
  it('are bounded; those with a link stay', () => {
    const people = new People();
    people.linkChanged(link('bob'));
    for (let index = 0; index < MAX_PEOPLE + 100; index += 1) people.get(`stranger${index}`);
    expect(people.byLastMessage).toHaveLength(MAX_PEOPLE);
    expect(people.find('bob')?.link).toBe('open');
    expect(people.find('stranger0')).toBeUndefined();
  });

  it('are listed by who spoke last, and then by name', () => {
    const people = new People();
    for (const name of ['dora', 'carl', 'bob']) people.get(name);
    people.spoke('carl');
    people.spoke('dora');
    expect(people.byLastMessage.map(({ name }) => name)).toEqual(['dora', 'carl', 'bob']);
  });

  it('keep what an open link has said of them when it closes', () => {
    const people = new People();
    people.linkChanged(link('bob', { records_keys: true, confirms: false }));
    people.linkChanged(link('bob', { state: 'closed', reason: because('no answer'), refused: true }));
    expect(people.find('bob')).toMatchObject({
      link: 'closed',
      reason: because('no answer'),
      isRefused: true,
      recordsKeys: true,
      confirms: false,
    });
  });
});
