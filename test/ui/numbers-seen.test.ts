// U6: nobody is marked as verified by lines of text before their number was shown.
import { describe, expect, it } from 'vitest';
import { readLine } from '../../peer/commands/read-line.ts';
import { NumbersSeen } from '../../peer/ui/numbers-seen.ts';
import { PipedLines } from '../../peer/ui/plain.ts';
import { asLine } from '../helpers/as-line.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { NUMBER, numberOf } from './phrases/sample-reports.ts';

function seeing() {
  const clock = new FakeClock();
  return { clock, numbers: new NumbersSeen(clock) };
}

const read = (numbers: NumbersSeen, line: string): string => asLine(numbers.compared(readLine(line)).intent);

describe('/verify in a face of lines', () => {
  it('marks nobody a moment after the number was shown: that was typed before it', async () => {
    const { numbers, clock } = seeing();
    numbers.saw(numberOf('bob', { verified: false }));
    for (const ms of [0, 200, 299]) {
      await clock.advance(ms);
      expect(read(numbers, '/verify bob')).toBe('/safety-number bob');
      numbers.saw(numberOf('bob', { verified: false }));
    }
    await clock.advance(1);
    expect(read(numbers, '/verify bob')).toBe(`/verify bob ${NUMBER}`);
  });

  it('asks to look again when the number is another one', async () => {
    const { numbers, clock } = seeing();
    numbers.saw(numberOf('bob', { verified: false }));
    await clock.advance(500);
    numbers.saw(numberOf('bob', { number: NUMBER.replace('1', '9') }));
    expect(read(numbers, '/verify bob')).toBe('/safety-number bob');
  });

  it.each(['/verify bob', '/verificar bob', '/VERIFY @Bob'])(
    '%s shows the number, and marks the second time',
    async (line) => {
      const { numbers, clock } = seeing();
      const name = line.split(' ')[1]?.replace('@', '');
      expect(read(numbers, line)).toBe(`/safety-number ${name}`);
      numbers.saw(numberOf('bob', { verified: false }));
      await clock.advance(500);
      expect(read(numbers, '/verify eva')).toBe('/safety-number eva');
      expect(read(numbers, line)).toBe(`/verify ${name} ${NUMBER}`);
    },
  );

  it.each(['/verify bob 12345', 'hello', '/verify', '//verify bob', '/unverify bob'])('leaves %s as it is', (line) => {
    expect(new NumbersSeen().compared(readLine(line))).toEqual(readLine(line));
  });

  it('is read so from pipes, too', async () => {
    const lines: string[] = [];
    let printed = '';
    async function* typing(): AsyncGenerator<string> {
      yield '/verify bob\n';
      face.show(numberOf('bob', { verified: false }));
      yield '/verify bob\n';
    }
    const face: PipedLines = new PipedLines(typing(), { write: (text: string) => (printed += text) });
    await new Promise<void>((ended) => {
      const nothing = (): void => undefined;
      const ready = async (): Promise<void> => undefined;
      const asked = { password: nothing, newPassword: nothing };
      const rest = { ...asked, quit: nothing, interrupted: nothing, hungUp: nothing };
      face.listen({
        ...rest,
        intend: ({ intent }) => lines.push(asLine(intent)),
        unreadable: () => undefined,
        tooLong: nothing,
        ready,
        ended,
      });
    });
    expect(lines).toEqual(['/safety-number bob', '/safety-number bob']); // Nobody has looked in between.
    expect(printed).toContain(NUMBER);
  });
});
