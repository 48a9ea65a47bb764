// The kinds of lines that there are, and how each looks.

import { visible, visibleText } from '../../commons/text.ts';
import type { Paint } from './paint.ts';

export class Words {
  readonly #paint: Paint;

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  /** What the user must not miss. */
  loud(text: string): string {
    return this.#paint(`! ${text}`, 'loud');
  }

  note(text: string): string {
    return `${this.#paint('*', 'quiet')} ${text}`;
  }

  name(username: string): string {
    return this.#paint(visible(username), 'name');
  }

  names(usernames: readonly string[]): string {
    return usernames.map((username) => this.name(username)).join(', ');
  }

  own(text: string): string {
    return this.#paint(text, 'own');
  }

  /** Further lines of one message are indented, so that none can pass for a message of somebody else. */
  talk(where: string, who: string, content: string): string[] {
    const [first = '', ...more] = visibleText(content).split('\n');
    return [`${this.#paint(where, 'quiet')} ${who}: ${first}`, ...more.map((line) => `    ${line}`)];
  }
}
