import { networkOf } from './client-network.ts';
import { type Charge, RateLimitExceeded, type RateLimits } from './rate-limits.ts';

/**
 * Takes a cost from the budgets of the client's address (IPv6: of its /64; none where it has hung up) and, where it is known, of the organization.
 * @throws RateLimitExceeded that tells of both
 */
export async function chargeAll(
  rateLimits: RateLimits,
  cost: number,
  clientAddress: string | undefined,
  organizationId: string | undefined,
): Promise<readonly Charge[]> {
  const ofClient = rateLimits.charge('client', networkOf(clientAddress), cost);
  if (organizationId === undefined) return toList(await ofClient, undefined);
  const ofOrganization = rateLimits.charge('organization', organizationId, cost);
  try {
    const [client, organization] = await Promise.all([ofClient, ofOrganization]);
    return toList(client, organization);
  } catch (error) {
    throw error instanceof RateLimitExceeded ? await tellOfBoth(error, [ofClient, ofOrganization]) : error;
  }
}

async function tellOfBoth(
  { message, spent }: RateLimitExceeded,
  charging: readonly Promise<Charge | undefined>[],
): Promise<RateLimitExceeded> {
  const charges = (await Promise.allSettled(charging)).flatMap((charged) => {
    if (charged.status === 'fulfilled') return charged.value ?? [];
    return charged.reason instanceof RateLimitExceeded ? charged.reason.charges : [];
  });
  return new RateLimitExceeded(message, spent, charges);
}

function toList(client: Charge | undefined, organization: Charge | undefined): readonly Charge[] {
  if (client !== undefined && organization !== undefined) return [client, organization];
  return [client, organization].filter((charge) => charge !== undefined);
}
