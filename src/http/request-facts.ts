import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a capability may know of the request that it serves. */
export interface RequestFacts {
  /** Stands in the log, in the X-Request-Id header and in error extensions. */
  readonly id: string;
  /** The client's address; behind proxies, the one that TRUST_PROXY makes believable. */
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
  /** Fires when the client goes away before its answer is complete. Made on first use. */
  readonly signal: AbortSignal;
}

/** The facts of one request, for its handler and everything below it. */
export function readRequestFacts(request: FastifyRequest, reply: FastifyReply): RequestFacts {
  let departure: AbortController | undefined;
  return {
    id: request.id,
    ip: request.ip,
    headers: request.headers,
    get signal() {
      departure ??= watchDeparture(reply);
      return departure.signal;
    },
  };
}

function watchDeparture(reply: FastifyReply): AbortController {
  const departure = new AbortController();
  const leave = () => {
    if (!reply.raw.writableFinished) departure.abort(new Error('the client went away'));
  };
  if (reply.raw.destroyed) leave();
  else reply.raw.once('close', leave);
  return departure;
}

/**
 * Under this key the facts travel inside the GraphQL context, where Apollo's plugins find them
 * (Apollo copies the context; a symbol of its own survives the copy and meets no field of a capability).
 */
export const requestFacts = Symbol('requestFacts');

export interface RequestScope {
  readonly [requestFacts]: RequestFacts;
}
