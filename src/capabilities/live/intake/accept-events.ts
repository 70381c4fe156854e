import type { LoggedEvent } from '../event/event.ts';
import { parseKeyedEvent, unmistakableId } from '../public/keyed-event.ts';
import type { WriteKey } from '../public/write-key.ts';
import type { Appender } from './appender.ts';
import type { KnownCampaigns, Sender } from './known-campaigns.ts';
import { type ParsedEvent, parseEvent } from './parse-event.ts';
import type { EventError, Receipt } from './receipt.ts';

/** One thing that was sent: what it says, or why it cannot be read. */
export type SentEvent = { readonly value: unknown } | { readonly fault: string };

export interface AcceptDeps {
  readonly appender: Pick<Appender, 'append'>;
  readonly campaigns: KnownCampaigns;
  readonly now: () => Date;
}

/** How events are accepted. */
export interface AcceptOptions {
  /** Whether a campaign that there is not is made. */
  readonly createCampaigns: boolean;
  /** The public write key that they came with. */
  readonly key?: WriteKey;
}

/**
 * Accepts events as they came: what is wrong with one costs that one. A receipt says ACCEPTED once its event is safe.
 * @returns a receipt for each event, in their order
 * @throws CallerError RATE_LIMITED where too many wait: none of these was accepted
 */
export async function acceptEvents(
  { appender, campaigns, now }: AcceptDeps,
  sender: Sender,
  events: readonly SentEvent[],
  { createCampaigns, key }: AcceptOptions,
): Promise<Receipt[]> {
  const time = now();
  const parsed = events.map((sent): ParsedEvent => {
    if ('fault' in sent) return { id: null, error: { code: 'INVALID_EVENT', message: sent.fault } };
    return key === undefined ? parseEvent(sent.value, time) : parseKeyedEvent(key, sent.value, time);
  });
  const asked = new Set(parsed.flatMap((one) => ('event' in one ? [one.event.campaignId] : [])));
  const refusals = await campaigns.check(sender, [...asked], createCampaigns);
  const checked = parsed.map((one) => refuseUnknown(one, refusals));
  await appender.append(
    checked.flatMap((one): LoggedEvent[] => {
      if (!('event' in one)) return [];
      const { event } = one;
      const id = key === undefined ? event.id : unmistakableId(key, event.id);
      return [{ ...event, id, organizationId: sender.organizationId, isPublic: key !== undefined }];
    }),
  );
  return checked.map(toReceipt);
}

function refuseUnknown(one: ParsedEvent, refusals: ReadonlyMap<string, EventError>): ParsedEvent {
  const error = 'event' in one ? refusals.get(one.event.campaignId) : undefined;
  return 'event' in one && error !== undefined ? { id: one.event.id, error } : one;
}

function toReceipt(one: ParsedEvent): Receipt {
  return 'event' in one
    ? { id: one.event.id, status: 'ACCEPTED', error: null }
    : { id: one.id, status: 'REFUSED', error: one.error };
}
