import type { ConnectionKind } from '../../commons/net/connection-kind.ts';

/** For a listener whose test is about bytes, whatever they are. */
export const ANYTHING: ConnectionKind = { name: 'anything', startsWith: () => true };
