import { createInterface } from 'node:readline/promises';
import { Cancelled } from './cancelled.ts';

/** Asks for a line on the terminal. Rejects with {@link Cancelled} on Ctrl+C and Ctrl+D. */
export async function ask(input: NodeJS.ReadStream, output: NodeJS.WriteStream, question: string): Promise<string> {
  const readline = createInterface({ input, output });
  try {
    return await new Promise<string>((resolve, reject) => {
      readline.once('close', () => reject(new Cancelled('no answer')));
      readline.once('SIGINT', () => reject(new Cancelled('interrupted')));
      readline.question(question).then(resolve, reject);
    });
  } finally {
    readline.close();
  }
}

/** Asks for a password: nothing of what is typed is shown. Rejects with {@link Cancelled}. */
export function askHidden(input: NodeJS.ReadStream, output: NodeJS.WriteStream, question: string): Promise<string> {
  output.write(question);
  return new Promise((resolve, reject) => {
    let typed = '';
    const done = (settle: () => void): void => {
      input.off('data', read);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      settle();
    };
    const read = (chunk: Buffer | string): void => {
      for (const character of chunk.toString()) {
        if (character === '\r' || character === '\n') return done(() => resolve(typed));
        if (character === '\x03' || (character === '\x04' && typed === ''))
          return done(() => reject(new Cancelled('no password')));
        if (character === '\x7f' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else if (character === '\x15') typed = '';
        else if (character >= ' ') typed += character;
      }
    };
    input.setRawMode(true);
    input.resume();
    input.on('data', read);
  });
}
