import { z } from 'zod';

/** On which every process hears whose metrics are others now. */
export const METRICS_CHANNEL = 'marquee_live_metrics';

/** PostgreSQL takes 8,000 bytes of payload. */
const LONGEST_PAYLOAD = 7_500;

/** A campaign of an organization. */
export type CampaignKey = readonly [organizationId: string, campaignId: string];

const Payload = z.array(z.tuple([z.string(), z.string()]));

/** Campaigns as payloads of the channel. @param campaigns JSON texts of {@link CampaignKey} */
export function encodeChanges(campaigns: readonly string[]): string[] {
  const payloads: string[] = [];
  let open: string[] = [];
  let bytes = 0;
  for (const campaign of campaigns) {
    const size = Buffer.byteLength(campaign) + 1;
    if (bytes + size > LONGEST_PAYLOAD && open.length > 0) {
      payloads.push(`[${open.join(',')}]`);
      open = [];
      bytes = 0;
    }
    open.push(campaign);
    bytes += size;
  }
  if (open.length > 0) payloads.push(`[${open.join(',')}]`);
  return payloads;
}

/** The campaigns that a payload names. */
export function decodeChanges(payload: string): CampaignKey[] {
  return Payload.parse(JSON.parse(payload));
}
