import type { FastifyCorsOptions } from '@fastify/cors';
import type { Config } from '../config.ts';

const LOCAL_ORIGIN = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;
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
    exposedHeaders: ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After'],
    maxAge: ONE_DAY_IN_SECONDS,
  };
}

function chooseOrigins({ environment, corsOrigins }: Pick<Config, 'environment' | 'corsOrigins'>) {
  if (corsOrigins === undefined)
    return environment === 'production' ? undefined : [LOCAL_ORIGIN, SANDBOX_ORIGIN];
  if (corsOrigins.length === 0) return undefined;
  return corsOrigins.includes('*') ? '*' : [...corsOrigins];
}
