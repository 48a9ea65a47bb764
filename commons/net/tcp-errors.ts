import { ListenError } from './connection.ts';
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

/** What an error of a socket means, in words for a person. */
export function describe(error: NodeJS.ErrnoException, endpoint?: Endpoint): string {
  const whom = endpoint ? formatEndpoint(endpoint) : 'the other side';
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nobody listens on ${whom}`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${whom} broke the connection off`;
    case 'ETIMEDOUT':
      return `no answer from ${whom}`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `there is no way to ${whom} from this network`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${endpoint?.address ?? ''} is not known`;
    case 'EPROTO':
      return `what came from ${whom} was not what was sent: the connection was tampered with, or is broken`;
    default:
      if (error.code?.startsWith('ERR_SSL')) return `what came from ${whom} could not be decrypted`;
      return `${whom}: ${error.code ?? error.message}`;
  }
}
