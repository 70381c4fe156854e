import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { watchDeparture } from '../../../platform/rest/index.ts';

/** What a capability may know of the request that it serves. */
export interface RequestFacts {
  /** Stands in the log, in the X-Request-Id header and in error extensions. */
  readonly id: string;
  /** The client's address; behind proxies, the one that TRUST_PROXY makes believable. undefined: by a Unix socket, or gone already. */
  readonly ip: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Fires, with a CallerError CLIENT_GONE, when the client goes away before its answer is complete. Made on first use. */
  readonly signal: AbortSignal;
}

/**
 * The facts of one request, for its handler and everything below it. A class, since an object literal with a getter makes a
 * hidden class a request: that cost more than answering.
 */
export class ServedRequest implements RequestFacts {
  readonly id: string;
  readonly ip: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly #reply: FastifyReply;
  #departure: AbortSignal | undefined;

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.id = request.id;
    this.ip = request.ip;
    this.headers = request.headers;
    this.#reply = reply;
  }

  get signal(): AbortSignal {
    this.#departure ??= watchDeparture(this.#reply);
    return this.#departure;
  }
}

/**
 * Under these keys the facts travel inside the GraphQL context, where Apollo's plugins find them
 * (Apollo copies the context; symbols survive the copy and meet no field of a capability).
 */
export const requestFacts = Symbol('requestFacts');

export const requestOrganization = Symbol('requestOrganization');

/** What the server itself knows of a request, inside its GraphQL context. */
export interface RequestScope {
  readonly [requestFacts]: RequestFacts;
  /** The organization that the request is made for, where that is known. */
  readonly [requestOrganization]: string | undefined;
}
