import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type Allowed, mayConnect } from './addresses.ts';
import { OutboundError } from './outbound-error.ts';

/** Finds the addresses of a host. */
export type Resolve = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

const resolveBySystem: Resolve = (hostname) => dns.promises.lookup(hostname, { all: true });

const CONNECT_MS = 10_000;

/**
 * Opens connections to addresses that may be asked, and to no others. It looks at the address that is connected to, not at
 * an answer of the name server from before: a name that leads elsewhere the next time gains nothing.
 */
export function createGuardedConnector(
  allowed: Allowed,
  resolve: Resolve = resolveBySystem,
): buildConnector.connector {
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const refused = found.find(({ address }) => !mayConnect(allowed, hostname, address));
        // One private address among public ones is an attack or a mistake: none of them is tried.
        if (refused !== undefined) return callback(forbidden(hostname), '', 0);
        const [first] = found;
        if (first === undefined) return callback(new Error(`${hostname} has no address`), '', 0);
        return options.all === true
          ? callback(null, [...found])
          : callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, '', 0),
    );
  };
  const connect = buildConnector({ lookup, timeout: CONNECT_MS });
  return (options, callback) => {
    const { hostname } = options;
    // Node looks nothing up for an address: it has to be checked here.
    if (isIP(hostname) !== 0 && !mayConnect(allowed, hostname, hostname)) {
      callback(forbidden(hostname), null);
      return;
    }
    connect(options, callback);
  };
}

function forbidden(hostname: string): OutboundError {
  return new OutboundError(
    'FORBIDDEN_ADDRESS',
    `${hostname} is not on the public internet. Add it to OUTBOUND_ALLOW to allow it.`,
  );
}
