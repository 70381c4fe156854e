import type { FastifyRequest } from 'fastify';
import type { Reader } from '../access/rules/index.ts';

/**
 * For whom a route answers, once it is known that they may ask at all.
 * @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope
 */
export type ReaderOf = (
  request: FastifyRequest,
  action: 'READ' | 'CREATE',
  resource: 'CAMPAIGN' | 'IMPORT',
) => Promise<Reader>;
