/** Something that the user can do something about: `message` says what is wrong, and no more is to be said. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
