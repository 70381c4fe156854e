import type { ChargeRequest } from '../rest/index.ts';
import { chargeAll } from './charge-all.ts';
import { describeCharges, type RateLimits } from './rate-limits.ts';

/** Charges requests that are no graph from the budgets of those that are. */
export function createChargeRequest(rateLimits: RateLimits): ChargeRequest {
  return async (request, reply, { organizationId, cost }) => {
    reply.headers(describeCharges(await chargeAll(rateLimits, cost, request.ip, organizationId)));
  };
}
