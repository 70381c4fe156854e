import type { Charge, RateLimits } from '../../../platform/limits/rate-limits.ts';
import type { Permissions } from '../../access/contract.ts';
import { forbidden } from '../../access/contract.ts';
import { EVENT_BUDGET } from './budgets.ts';
import type { Acceptance, Intake } from './intake.ts';

/** Who sends events with a token. */
export interface TrustedSender {
  readonly organizationId: string;
  readonly permissions: Permissions;
}

/**
 * Takes events of somebody with a token, from the budget of their organization.
 * @param onCharge told what is left of the budget
 * @throws CallerError FORBIDDEN to whoever may send events to no campaign at all
 */
export type SendEvents = (
  sender: TrustedSender,
  portions: Parameters<Intake['accept']>[1],
  options: { readonly createCampaigns: boolean; onCharge?(charge: Charge): void },
) => Promise<Acceptance>;

export function createSendEvents({
  intake,
  rateLimits,
}: {
  readonly intake: Intake;
  readonly rateLimits: RateLimits;
}): SendEvents {
  return async ({ organizationId, permissions }, portions, { createCampaigns, onCharge }) => {
    requireSomewhere(permissions);
    return intake.accept({ organizationId, permissions }, portions, {
      createCampaigns,
      async charge(count) {
        const charge = await rateLimits.charge(EVENT_BUDGET, organizationId, count);
        if (charge !== undefined) onCharge?.(charge);
      },
    });
  };
}

function requireSomewhere(permissions: Permissions): void {
  if (!permissions.allowsSomewhere('CREATE', 'EVENT')) throw forbidden('CREATE', { resource: 'EVENT' });
}
