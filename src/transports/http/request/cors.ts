import type { FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';

/** What browsers take for this machine (RFC 6761), over http and https. */
const LOCAL_ORIGIN = /^https?:\/\/(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;
const SANDBOX_ORIGIN = 'https://studio.apollographql.com';
const ONE_DAY_IN_SECONDS = 86_400;

/** Which web origins may call the server; undefined where none may. */
export function chooseCors(
  config: Pick<Config, 'environment' | 'corsOrigins'>,
): FastifyCorsOptions | undefined {
  const origin = chooseOrigins(config);
  if (origin === undefined) return undefined;
  return {
    origin,
    methods: ['GET', 'POST'],
    // An OPTIONS that is no preflight is answered as one, and not with a line of plain text.
    strictPreflight: false,
    exposedHeaders: ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Import-Id'],
    maxAge: ONE_DAY_IN_SECONDS,
  };
}

function chooseOrigins({ environment, corsOrigins }: Pick<Config, 'environment' | 'corsOrigins'>) {
  if (corsOrigins === undefined)
    return environment === 'production' ? undefined : [LOCAL_ORIGIN, SANDBOX_ORIGIN];
  if (corsOrigins.length === 0) return undefined;
  return corsOrigins.includes('*') ? '*' : [...corsOrigins];
}

/** A page of any site can post plain text to any address, which CORS does not prevent. Browsers say where the page is from. */
export function refuseStrangePages(
  config: Pick<Config, 'environment' | 'corsOrigins'>,
  { method, headers }: FastifyRequest,
): void {
  const { origin, host } = headers;
  if (method === 'GET' || origin === undefined || isAllowedOrigin(config, origin, host)) return;
  throw new CallerError(
    'FORBIDDEN',
    `${origin} is not an allowed origin. Add it to CORS_ORIGINS to allow it.`,
  );
}

/**
 * The same for what begins with a GET, as a subscription can: browsers name the page's origin to those that it means to read, and
 * otherwise say that it is another site's.
 */
export function refuseStrangeReaders(
  config: Pick<Config, 'environment' | 'corsOrigins'>,
  { headers }: Pick<FastifyRequest, 'headers'>,
): void {
  const { origin, host, 'sec-fetch-site': site } = headers;
  const isAllowed =
    origin === undefined
      ? site === undefined || site === 'same-origin' || site === 'none'
      : isAllowedOrigin(config, origin, host);
  if (isAllowed) return;
  throw new CallerError(
    'FORBIDDEN',
    `${origin ?? 'The page'} is not an allowed origin. Add it to CORS_ORIGINS to allow it.`,
  );
}

/** Whether a page of this origin may call the server; one that the server itself delivered always may. */
function isAllowedOrigin(
  config: Pick<Config, 'environment' | 'corsOrigins'>,
  origin: string,
  host: string | undefined,
): boolean {
  if (URL.canParse(origin) && new URL(origin).host === host) return true;
  const allowed = chooseOrigins(config);
  if (allowed === undefined || allowed === '*') return allowed === '*';
  return allowed.some((pattern) => (typeof pattern === 'string' ? pattern === origin : pattern.test(origin)));
}
