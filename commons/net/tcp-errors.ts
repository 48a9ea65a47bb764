import { ListenError } from './connection.ts';
import type { End } from './end-code.ts';
import { type Endpoint, formatEndpoint } from './endpoint.ts';

/** Why an endpoint cannot be listened on. */
export function listenError(endpoint: Endpoint, error: NodeJS.ErrnoException): ListenError {
  const where = formatEndpoint(endpoint);
  if (error.code === 'EADDRINUSE') return new ListenError(`${where} is already in use`, true);
  if (error.code === 'EACCES') return new ListenError(`this user may not listen on ${where}`, false);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') {
    return new ListenError(`this machine has no address ${endpoint.address}`, false, true);
  }
  return new ListenError(`${where} cannot be listened on (${error.code ?? error.message})`, false);
}

/** What an error of a socket means. */
export function describe(error: NodeJS.ErrnoException, endpoint?: Endpoint): End {
  const whom = endpoint ? formatEndpoint(endpoint) : 'the other side';
  switch (error.code) {
    case 'ECONNREFUSED':
      return { code: 'refused', text: `nobody listens on ${whom}` };
    case 'ECONNRESET':
    case 'EPIPE':
      return { code: 'broken', text: `${whom} broke the connection off` };
    case 'ETIMEDOUT':
      return { code: 'no_answer', text: `no answer from ${whom}` };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { code: 'no_way', text: `there is no way to ${whom} from this network` };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { code: 'unknown_name', text: `the name ${endpoint?.address ?? ''} is not known` };
    case 'EPROTO':
      return {
        code: 'tampered',
        text: `what came from ${whom} was not what was sent: the connection was tampered with, or is broken`,
      };
    default:
      if (error.code?.startsWith('ERR_SSL')) {
        return { code: 'tampered', text: `what came from ${whom} could not be decrypted` };
      }
      return { code: 'system', text: `${whom}: ${error.code ?? error.message}` };
  }
}
