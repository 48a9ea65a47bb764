import { describe, expect, it } from 'vitest';
import { EXERCISES } from '../../scripts/lab/exercises/all.ts';
import { guideText, LANGUAGES, readGuide } from './guide.ts';

const NAMES = EXERCISES.map(({ name }) => name);

describe('the guides of the laboratory', () => {
  it.each(NAMES)('answer the same in every language: %s', (name) => {
    const [english, ...others] = LANGUAGES.map((language) => readGuide(language, name));
    expect(Object.keys(english?.answers ?? {}).length).toBeGreaterThan(4);
    expect(Object.keys(english?.shown ?? {}).length).toBeGreaterThan(1);
    for (const other of others) expect(other).toEqual(english);
  });

  it.each(NAMES)('ask as many questions as they answer: %s', (name) => {
    for (const language of LANGUAGES) {
      const [questions = '', answers = ''] = guideText(language, name).split('<details>');
      const numbered = (text: string): string[] => text.match(/^\d+\. /gm) ?? [];
      expect(numbered(answers)).toEqual(numbered(questions));
    }
  });

  it.each(LANGUAGES)('are all named in the README (%s), which is as it says', (language) => {
    const text = guideText(language, 'README');
    for (const name of NAMES) expect(text).toContain(`(${name}.md)`);
    expect(text).toContain('| 127.0.0.10 | 127.0.0.11 | 127.0.0.12 | 127.0.0.13 |');
  });
});
