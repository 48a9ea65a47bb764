import { PassphraseNeeded } from '../../commons/identity/identity-file.ts';
import { ListenError } from '../../commons/net/connection.ts';
import { PrivateFileError } from '../../commons/storage/private-files.ts';
import { Cancelled } from '../ui/cancelled.ts';
import { UserError } from './user-error.ts';

/** The text to print for an error that ends the program, and the exit code. */
export function describeEnd(
  error: Error,
  interruptedCode: number,
): { readonly exitCode: number; readonly text: string } {
  if (error instanceof Cancelled) return { exitCode: error.how === 'quit' ? 0 : interruptedCode, text: '' };
  const isExpected = [ListenError, UserError, PrivateFileError, PassphraseNeeded].some((kind) => error instanceof kind);
  const hint = error instanceof ListenError ? '; choose another --listen' : '';
  return { exitCode: 1, text: `peer: ${isExpected ? error.message : error.stack}${hint}.\n` };
}
