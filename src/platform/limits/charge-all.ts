import type { Charge, RateLimits } from './rate-limits.ts';

/** Takes a cost from the budgets of the client's address and, where it is known, of the organization. */
export async function chargeAll(
  rateLimits: RateLimits,
  cost: number,
  clientAddress: string,
  organizationId: string | undefined,
): Promise<readonly Charge[]> {
  const ofClient = rateLimits.charge('client', clientAddress, cost);
  if (organizationId === undefined) return toList(await ofClient, undefined);
  const ofOrganization = rateLimits.charge('organization', organizationId, cost);
  const [client, organization] = await Promise.all([ofClient, ofOrganization]);
  return toList(client, organization);
}

function toList(client: Charge | undefined, organization: Charge | undefined): readonly Charge[] {
  if (client !== undefined && organization !== undefined) return [client, organization];
  return [client, organization].filter((charge) => charge !== undefined);
}
