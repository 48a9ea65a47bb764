/** How a user goes away who was asked for something: by the key that is for it, or by breaking off. */
export type Leaving = 'quit' | 'interrupted';

/** The user ended the dialogue instead of answering. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  readonly how: Leaving;

  constructor(message: string, how: Leaving = 'interrupted') {
    super(message);
    this.how = how;
  }
}
