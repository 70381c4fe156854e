import { Agent, fetch } from 'undici';
import { type Allowed, isLocalName, parseAllowed } from './addresses.ts';
import { readBoundedBody } from './bounded-body.ts';
import { createGuardedConnector, type Resolve } from './guarded-connector.ts';
import { OutboundError, redactUrl } from './outbound-error.ts';
import { createHostQueue, type Politeness } from './politeness.ts';

/** A request to an address that somebody gave, or that stands in content. */
export interface GuardedRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** How much of the answer is taken, decompressed. 5 MB by default. */
  readonly maxBytes?: number;
  /** How long everything may take: waiting for the host's turn, redirects, and the last byte. 15 s by default. */
  readonly timeoutMs?: number;
  /** How many redirects a GET or HEAD follows. 5 by default; a POST follows none. */
  readonly maxRedirects?: number;
}

/** An answer, read to its end. */
export interface GuardedAnswer {
  /** Where it came from, after redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Asks an address that is not to be trusted. @throws OutboundError */
export type GuardedFetch = (url: string | URL, request?: GuardedRequest) => Promise<GuardedAnswer>;

export interface GuardedFetchOptions {
  /** The exceptions; see OUTBOUND_ALLOW. */
  readonly allow: readonly string[];
  readonly politeness?: Politeness;
  /** For tests; by default the system's. */
  readonly resolve?: Resolve | undefined;
}

const POLITENESS: Politeness = { concurrency: 2, spacingMs: 250, waiting: 100 };
const MAX_BYTES = 5_000_000;
const TIMEOUT_MS = 15_000;
const MAX_REDIRECTS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What goes along to another origin: nothing that could let anybody in. */
const HARMLESS_HEADERS: ReadonlySet<string> = new Set(['accept', 'accept-language', 'user-agent']);

/** Opens what asks strangers' addresses; `close` ends its connections. */
export function openGuardedFetch({ allow, politeness = POLITENESS, resolve }: GuardedFetchOptions): {
  readonly fetch: GuardedFetch;
  close(): Promise<void>;
} {
  const allowed = parseAllowed(allow);
  const hostQueue = createHostQueue(politeness);
  const dispatcher = new Agent({
    connect: createGuardedConnector(allowed, resolve),
    connections: politeness.concurrency,
  });

  const askOnce = async (url: URL, request: GuardedRequest, signal: AbortSignal): Promise<GuardedAnswer> => {
    const { method = 'GET', headers = {}, body, maxBytes = MAX_BYTES } = request;
    const answer = await fetch(url, {
      method,
      headers: { 'user-agent': 'Marquee', ...headers },
      body: body ?? null,
      signal,
      redirect: 'manual',
      dispatcher,
    });
    const { status } = answer;
    return {
      url: url.href,
      status,
      headers: new Headers([...answer.headers]),
      body: await readBoundedBody(answer, url.host, maxBytes),
    };
  };

  return {
    async fetch(address, request = {}) {
      const { timeoutMs = TIMEOUT_MS, maxRedirects = MAX_REDIRECTS, method = 'GET' } = request;
      const deadline = AbortSignal.timeout(timeoutMs);
      const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
      let url = checkUrl(address, allowed);
      let headers = request.headers ?? {};
      for (let redirects = 0; ; redirects++) {
        const asked = { ...request, headers };
        const current = url;
        const answer = await hostQueue
          .take(current.host, signal, () => askOnce(current, asked, signal))
          .catch((error: unknown) => {
            throw deadline.aborted ? tooSlow(current, timeoutMs) : explain(error, current, request.signal);
          });
        const location = REDIRECTS.has(answer.status) ? answer.headers.get('location') : null;
        if (location === null || method === 'POST') return answer;
        if (redirects === maxRedirects) throw tooManyRedirects(current, maxRedirects);
        url = checkUrl(URL.canParse(location, current) ? new URL(location, current) : location, allowed);
        if (url.origin !== current.origin) headers = keepHarmless(headers);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** Where an address leads to is decided when it is connected to; here, whether it is one that can be asked at all. */
function checkUrl(address: string | URL, allowed: Allowed): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw new OutboundError('FORBIDDEN_ADDRESS', 'The address is not a valid URL.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new OutboundError(
      'FORBIDDEN_ADDRESS',
      `The address begins with ${url.protocol}; it takes http: or https:.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutboundError(
      'FORBIDDEN_ADDRESS',
      `The address ${redactUrl(url)} holds a user name or a password: leave them out.`,
    );
  }
  if (isLocalName(allowed, url.hostname)) {
    throw new OutboundError('FORBIDDEN_ADDRESS', `${url.hostname} is this machine itself.`);
  }
  return url;
}

function keepHarmless(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => HARMLESS_HEADERS.has(name.toLowerCase())),
  );
}

function tooSlow(url: URL, timeoutMs: number): OutboundError {
  return new OutboundError('TOO_SLOW', `${redactUrl(url)} has not answered within ${timeoutMs} ms.`);
}

function tooManyRedirects(url: URL, maxRedirects: number): OutboundError {
  return new OutboundError(
    'TOO_MANY_REDIRECTS',
    `${redactUrl(url)} leads elsewhere after ${maxRedirects} redirects already.`,
  );
}

/** Undici wraps what its connector threw; messages of its own can hold the address and are left behind. */
function explain(error: unknown, url: URL, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundError) return cause;
  }
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = root instanceof Error && 'code' in root ? ` (${String(root.code)})` : '';
  return new OutboundError('UNREACHABLE', `${redactUrl(url)} could not be reached${code}.`);
}
