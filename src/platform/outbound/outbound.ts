import type { Logger } from 'pino';
import { createTracedFetch } from '../telemetry/traced-fetch.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { Resolve } from './guarded-connector.ts';
import { type GuardedFetch, openGuardedFetch } from './guarded-fetch.ts';
import { OutboundError, redactUrl } from './outbound-error.ts';
import type { Politeness } from './politeness.ts';

/** The one way to other hosts. */
export interface Outbound {
  /**
   * For addresses from settings (the model's, the issuer's): Node's own fetch, which goes wherever the operator says. It
   * carries the running trace along.
   */
  readonly trusted: typeof fetch;
  /**
   * For addresses that users or content give: the public internet alone, with limits of size and time, and politely. The
   * trace does not go along.
   */
  readonly guarded: GuardedFetch;
  /** Ends what is under way of the guarded requests. */
  close(): Promise<void>;
}

export interface OutboundOptions {
  /** Hosts and ranges that guarded requests may ask though they are not on the public internet. */
  readonly allow: readonly string[];
  readonly logger: Logger;
  readonly tracing?: Tracing | undefined;
  readonly politeness?: Politeness;
  /** For tests; by default the system's. */
  readonly resolve?: Resolve;
}

/** Opens the way to other hosts; nothing is connected before something is asked. */
export function createOutbound({ tracing, logger, ...options }: OutboundOptions): Outbound {
  const { fetch: guarded, close } = openGuardedFetch(options);
  const ask: GuardedFetch = async (url, request) => {
    try {
      return await guarded(url, request);
    } catch (error) {
      if (error instanceof OutboundError && error.fault === 'FORBIDDEN_ADDRESS') {
        logger.warn(
          { address: redactUrl(url) },
          'refused to ask an address that is not on the public internet',
        );
      }
      throw error;
    }
  };
  return {
    trusted: tracing === undefined ? globalThis.fetch : createTracedFetch(tracing),
    guarded: tracing === undefined ? ask : (url, request) => traceGuarded(tracing, ask, url, request),
    close,
  };
}

/** The name of the span is the same for all hosts, which are content. */
function traceGuarded(
  tracing: Tracing,
  ask: GuardedFetch,
  ...[url, request]: Parameters<GuardedFetch>
): ReturnType<GuardedFetch> {
  const method = request?.method ?? 'GET';
  return tracing.within(
    { name: `${method} guarded`, kind: 'client', attributes: { 'http.request.method': method } },
    async () => {
      const answer = await ask(url, request);
      tracing.current()?.note({ 'http.response.status_code': answer.status });
      return answer;
    },
  );
}
