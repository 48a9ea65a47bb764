// U6: nobody is marked as verified by lines of text before their number was shown.
import { describe, expect, it } from 'vitest';
import { NumbersSeen } from '../../peer/ui/numbers-seen.ts';
import { PipedLines } from '../../peer/ui/plain.ts';
import { NUMBER, numberOf } from './phrases/sample-reports.ts';

describe('/verify in a face of lines', () => {
  it.each(['/verify bob', '/verificar bob', '/VERIFY @Bob'])(
    '%s shows the number, and marks the second time',
    (line) => {
      const numbers = new NumbersSeen();
      const name = line.split(' ')[1];
      expect(numbers.lineFor(line)).toBe(`/safety-number ${name}`);
      numbers.saw(numberOf('bob', { verified: false }));
      expect(numbers.lineFor('/verify eva')).toBe('/safety-number eva');
      expect(numbers.lineFor(line)).toBe(`/verify ${name} ${NUMBER}`);
    },
  );

  it.each(['/verify bob 12345', 'hello', '/verify', '//verify bob', '/unverify bob'])('leaves %s as it is', (line) => {
    expect(new NumbersSeen().lineFor(line)).toBe(line);
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
      const rest = { chose: nothing, password: nothing, quit: nothing, interrupted: nothing, hungUp: nothing };
      face.listen({
        ...rest,
        line: (text) => lines.push(text),
        unreadable: () => undefined,
        tooLong: nothing,
        ready,
        ended,
      });
    });
    expect(lines).toEqual(['/safety-number bob', `/verify bob ${NUMBER}`]);
    expect(printed).toContain(NUMBER);
  });
});
