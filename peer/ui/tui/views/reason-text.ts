import { visible } from '../../../../commons/text/text.ts';
import type { Reason } from '../../../reasons.ts';
import { phrasesFor } from '../../phrases/phrases-for.ts';
import type { Face } from '../face.ts';

/** A reason in the language of the face, safe to show; empty: none is known. */
export function reasonText({ language }: Pick<Face, 'language'>, reason: Reason | null): string {
  return reason === null ? '' : visible(phrasesFor(language).reason(reason));
}
