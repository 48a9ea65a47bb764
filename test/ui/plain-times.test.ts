// U13: what is said in lines of text has a time, once for each message.
import { describe, expect, it } from 'vitest';
import { PipedLines } from '../../peer/ui/plain.ts';
import { message, queued, ready } from './phrases/sample-reports.ts';

function printed(time?: () => string): string[] {
  let text = '';
  const face = new PipedLines((async function* () {})(), { write: (more: string) => (text += more) }, 'en', time);
  face.show(ready());
  face.show(message({ content: 'hello\nthere' }));
  face.show(queued(['bob'], { content: 'hi' }));
  return text.trimEnd().split('\n');
}

describe('plain lines', () => {
  it('head each message with the time, ours too, and nothing else', () => {
    const timed = printed(() => '12:34').filter((line) => line.startsWith('12:34 '));
    expect(timed).toHaveLength(2);
    expect(timed.map((line) => line.slice(6))).toEqual(printed().filter((line) => line.startsWith('#dev ')));
  });

  it('are without times if none are wanted', () => {
    expect(printed(() => '')).toEqual(printed());
  });
});
