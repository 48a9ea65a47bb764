/** The user ended the dialogue instead of answering. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
