import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../peer/commands/commands.ts';
import { type CompletionWords, complete } from '../../../peer/ui/tui/editor/completion.ts';
import { CompletionCycle } from '../../../peer/ui/tui/editor/completion-cycle.ts';

const command = (name: string, usage = '', ...aliases: string[]) => ({ name, usage, aliases });

const WORDS: CompletionWords = {
  commands: [
    command('help', '[command]', 'ajuda'),
    command('join', '<room or invitation> [--password]', 'entrar'),
    command('create', '<room> [--password | --invite-only]', 'criar_sala'),
    command('leave', '[room]'),
    command('delete-room', '[room]', 'deletar_sala'),
    command('msg', '<user> [text]'),
    command('decline', '[user]'),
    command('verify', '<user> [number]'),
    command('mute', '[conversation]'),
    command('set', '[setting] [value]'),
    command('theme', '<dark | light | your own>'),
  ],
  rooms: ['dev', 'design', 'Ação', 'two words', 'two worlds'],
  people: ['zoë', 'ana', 'andré', 'bruno'],
  settings: [
    { name: 'mouse', choices: ['on', 'off'] },
    { name: 'tracker', choices: [] },
  ],
};

/** What Tab offers where the bar is, as the texts that would come of it. */
function offered(marked: string, words = WORDS): string[] {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const completion = complete(text, cursor, words);
  if (!completion) return [];
  const { start, end, candidates } = completion;
  return candidates.map((each) => `${text.slice(0, start)}${each}|${text.slice(end)}`);
}

// T14
describe('a name is completed', () => {
  it.each([
    ['behind an opening quotation mark', '“an|', ['“ana |', '“andré |']],
    ['behind a single one', 'so ‘an|', ['so ‘ana |', 'so ‘andré |']],
    ['behind a dash', 'yes—an|', ['yes—ana |', 'yes—andré |']],
    ['behind a comma', 'bruno,an|', ['bruno,ana |', 'bruno,andré |']],
    ['behind a slash', 'ana/br|', ['ana/bruno |']],
    ['with one colon, where there is one', 'br|: hi', ['bruno|: hi']],
    ['with no colon before a comma', 'br|, hi', ['bruno|, hi']],
    ['with no space before a full stop', 'so br|.', ['so bruno|.']],
    ['with no space before a bracket', '(so br|)', ['(so bruno|)']],
    ['with no space before a closing quotation mark', '“so br|”', ['“so bruno|”']],
    ['with no space before marks of Chinese', '问 br|。', ['问 bruno|。']],
    ['with no colon before one of Chinese', 'br|：好', ['bruno|：好']],
    ['with no space before a slash', 'so br|/ana', ['so bruno|/ana']],
    ['with no space before a dash', 'so br|—yes', ['so bruno|—yes']],
    ['behind a bracket of Chinese', '（an|', ['（ana |', '（andré |']],
    ['behind a star', 'so *an|', ['so *ana |', 'so *andré |']],
    ['with a colon before a space', 'br| hi', ['bruno:| hi']],
  ])('%s', (_where, marked, expected) => expect(offered(marked)).toEqual(expected));
});

describe('what Tab completes', () => {
  it.each([
    ['/jo|', ['/join |']],
    ['/de|', ['/delete-room |', '/decline |']],
    ['/ent|', ['/entrar |']],
    ['/CRIAR_S|', ['/criar_sala |']],
    ['/criar-s|', ['/criar_sala |']],
    ['/join de|', ['/join #dev |', '/join #design |']],
    ['/join #de|', ['/join #dev |', '/join #design |']],
    ['/entrar acao|', ['/entrar #Ação |']],
    ['/join two wo|', ['/join #two words |', '/join #two worlds |']],
    ['/join dev --p|', ['/join dev --password |']],
    ['/create x --|', ['/create x --password |', '/create x --invite-only |']],
    ['/leave |', ['#dev', '#design', '#Ação', '#two words', '#two worlds'].map((room) => `/leave ${room} |`)],
    ['/msg an|', ['/msg ana |', '/msg andré |']],
    ['/msg @an|', ['/msg ana |', '/msg andré |']],
    ['/msg ana olá br|', ['/msg ana olá bruno |']],
    ['/msg ana in #de|', ['/msg ana in #dev |', '/msg ana in #design |']],
    ['/help ver|', ['/help verify |']],
    ['/set mouse o|', ['/set mouse on |', '/set mouse off |']],
    ['/set m|', ['/set mouse |']],
    ['/set tracker |', []],
    ['/theme |', ['/theme dark |', '/theme light |']],
    ['/mute #d|', ['/mute #dev |', '/mute #design |']],
    ['/mute an|', ['/mute ana |', '/mute andré |']],
    ['an|', ['ana: |', 'andré: |']],
    ['one\nan|', ['one\nana: |', 'one\nandré: |']],
    ['olá ZO|', ['olá zoë |']],
    ['olá (an|)', ['olá (ana|)', 'olá (andré|)']],
    ['@an|', ['@ana |', '@andré |']],
    ['olá |', ['olá zoë |', 'olá ana |', 'olá andré |', 'olá bruno |']],
    ['see #DES|', ['see #design |']],
    ['olá an| e todos', ['olá ana| e todos', 'olá andré| e todos']],
    ['//jo|', []],
    ['|', []],
    ['  |', []],
    ['xyz|', []],
    ['/xyz|', []],
    ['/join xyz|', []],
    ['olá\n/jo|', []],
  ])('%j: %j', (marked, expected) => {
    expect(offered(marked)).toEqual(expected);
  });

  it('is every command by its beginning', () => {
    const words = { ...WORDS, commands: COMMANDS };
    for (const { name } of COMMANDS) expect(offered(`/${name}|`, words)).toContain(`/${name} |`);
  });

  it('is nothing for a word that no name is as long as, and no more than can be stepped through', () => {
    const rooms = Array.from({ length: 500 }, (_, index) => `room${index}`);
    expect(offered(`${'a'.repeat(10_000)}|`)).toEqual([]);
    expect(offered('/join r|', { ...WORDS, rooms })).toHaveLength(100);
  });
});

describe('Tab after Tab', () => {
  function typing(text: string) {
    const cycle = new CompletionCycle();
    let now = { text, cursor: text.length };
    return {
      tab(direction: 1 | -1 = 1): string | null {
        const step = cycle.step(direction, now.text, now.cursor, WORDS);
        if (!step) return null;
        const { start, end, text: chosen } = step;
        now = { text: now.text.slice(0, start) + chosen + now.text.slice(end), cursor: start + chosen.length };
        return now.text;
      },
      type(more: string): void {
        now = { text: now.text + more, cursor: now.text.length + more.length };
      },
    };
  }

  it('goes round the candidates, and backwards with Shift', () => {
    const line = typing('olá an');
    expect([line.tab(), line.tab(), line.tab(), line.tab(-1)]).toEqual([
      'olá ana ',
      'olá andré ',
      'olá ana ',
      'olá andré ',
    ]);
    expect(typing('olá an').tab(-1)).toBe('olá andré ');
  });

  it('starts again where something else was written', () => {
    const line = typing('an');
    line.tab();
    line.type('br');
    expect(line.tab()).toBe('ana: bruno ');
  });

  it('does nothing more with a single candidate', () => {
    const line = typing('/jo');
    expect([line.tab(), line.tab(), line.tab()]).toEqual(['/join ', null, null]);
  });
});
