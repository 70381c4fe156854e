import { type ParsedEvent, parseEvent } from '../intake/parse-event.ts';
import type { EventError } from '../intake/receipt.ts';
import type { WriteKey } from './write-key.ts';

/** How much one event of a write key may count: anybody can have sent it. */
export const LARGEST_PUBLIC_COUNT = 1_000;

/** Reads an event that came with a write key: its campaign is that of the key, and it takes nothing back. */
export function parseKeyedEvent(
  { campaignId }: Pick<WriteKey, 'campaignId'>,
  value: unknown,
  now: Date,
): ParsedEvent {
  const parsed = parseEvent(withCampaign(value, campaignId), now);
  if (!('event' in parsed)) return parsed;
  const { event } = parsed;
  const refuse = (code: EventError['code'], message: string) => ({ id: event.id, error: { code, message } });
  if (event.campaignId !== campaignId) {
    return refuse('UNKNOWN_CAMPAIGN', 'campaignId: not that of the write key. Leave it out.');
  }
  if (event.count < 0 || event.count > LARGEST_PUBLIC_COUNT) {
    return refuse('INVALID_EVENT', `count: from 1 to ${LARGEST_PUBLIC_COUNT} with a write key.`);
  }
  return parsed;
}

function withCampaign(value: unknown, campaignId: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return 'campaignId' in value || 'campaign_id' in value ? value : { ...value, campaignId };
}

/**
 * The id by which an event of a write key is known: nobody who has only the key can take an id away that somebody with a token
 * will send.
 */
export function unmistakableId({ id: keyId }: Pick<WriteKey, 'id'>, eventId: string): string {
  return `${keyId}/${eventId}`;
}
