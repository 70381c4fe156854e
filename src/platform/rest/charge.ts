import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Charges a request to its client and its organization, from the same budgets as operations of the graph, and says in the
 * answer's header what is left.
 * @param cost as an operation of the graph that asks for the same would cost
 * @throws CallerError RATE_LIMITED
 */
export type ChargeRequest = (
  request: FastifyRequest,
  reply: FastifyReply,
  charged: { readonly organizationId: string; readonly cost: number },
) => Promise<void>;
