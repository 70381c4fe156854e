import type { LoggedEvent } from '../event/event.ts';
import type { Appender } from './appender.ts';
import type { KnownCampaigns, Sender } from './known-campaigns.ts';
import { type ParsedEvent, parseEvent } from './parse-event.ts';
import type { Receipt } from './receipt.ts';

export interface AcceptDeps {
  readonly appender: Appender;
  readonly campaigns: KnownCampaigns;
  readonly now: () => Date;
}

/** How events are accepted. */
export interface AcceptOptions {
  /** Whether a campaign that there is not is made. */
  readonly createCampaigns: boolean;
  /** Sent with a public write key. */
  readonly isPublic?: boolean;
}

/**
 * Accepts events as they came: what is wrong with one costs that one. A receipt says ACCEPTED once its event is safe.
 * @returns a receipt for each event, in their order
 * @throws CallerError RATE_LIMITED where too many wait: none of these was accepted
 */
export async function acceptEvents(
  { appender, campaigns, now }: AcceptDeps,
  sender: Sender,
  values: readonly unknown[],
  { createCampaigns, isPublic = false }: AcceptOptions,
): Promise<Receipt[]> {
  const time = now();
  const parsed = values.map((value) => parseEvent(value, time));
  const asked = new Set(parsed.flatMap((one) => ('event' in one ? [one.event.campaignId] : [])));
  const refusals = await campaigns.check(sender, [...asked], createCampaigns);
  const checked = parsed.map((one): ParsedEvent => {
    const error = 'event' in one ? refusals.get(one.event.campaignId) : undefined;
    return 'event' in one && error !== undefined ? { id: one.event.id, error } : one;
  });
  const accepted = checked.flatMap((one): LoggedEvent[] =>
    'event' in one ? [{ ...one.event, organizationId: sender.organizationId, isPublic }] : [],
  );
  await appender.append(accepted);
  return checked.map(
    (one): Receipt =>
      'event' in one
        ? { id: one.event.id, status: 'ACCEPTED', error: null }
        : { id: one.id, status: 'REFUSED', error: one.error },
  );
}
