import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { CallerError } from '../../../errors.ts';
import { explainOutage } from '../../../platform/storage/outage.ts';
import { headersOf } from '../errors/answer-error.ts';
import { RefusedRequest } from '../errors/refused-request.ts';
import {
  type RequestFacts,
  type RequestScope,
  requestFacts,
  requestOrganization,
  ServedRequest,
} from './request-facts.ts';

/** The context of one request, with what the server knows of it. */
export type MakeContext = (request: FastifyRequest, reply: FastifyReply) => Promise<RequestScope>;

export interface ContextOptions<Context extends object> {
  readonly logger: Logger;
  createContext(request: RequestFacts): Context | Promise<Context>;
  organizationOf?(context: Context): string | undefined;
}

/** Makes contexts; what fails becomes an error with the HTTP status of its code, and is logged where it is our fault. */
export function createContextMaker<Context extends object>(options: ContextOptions<Context>): MakeContext {
  const { createContext, organizationOf, logger } = options;
  return async (request, reply) => {
    const facts = new ServedRequest(request, reply);
    try {
      const context = await createContext(facts);
      addScope(context, facts, organizationOf?.(context));
      return context;
    } catch (error) {
      const told = error instanceof CallerError ? error : explainOutage(error);
      const status = told === undefined ? 500 : told.status;
      // A refusal for overload is no fault, and is counted where it was made.
      if (status >= 500 && !(error instanceof CallerError))
        logger.error({ err: error, reqId: facts.id }, 'a request could not be prepared');
      throw new RefusedRequest('the request could not be prepared', {
        status,
        headers: headersOf(told),
        ...(error instanceof Error && { originalError: error }),
      });
    }
  };
}

/** Changes the context itself: a copy, and Object.assign too, costs microseconds a request. */
function addScope<Context extends object>(
  context: Context,
  facts: RequestFacts,
  organizationId: string | undefined,
): asserts context is Context & RequestScope {
  Reflect.set(context, requestFacts, facts);
  Reflect.set(context, requestOrganization, organizationId);
}
