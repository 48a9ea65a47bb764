/** The disk refused; `message` says how, in words for a person. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}
