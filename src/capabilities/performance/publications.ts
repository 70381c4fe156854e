import { z } from 'zod';

/** The channel on which the database tells every process what was published. */
export const PUBLICATIONS_CHANNEL = 'marquee_publications';

/** PostgreSQL takes 8,000 bytes of payload. */
const LONGEST_PAYLOAD = 7_500;

/** An import was published: the numbers of these campaigns are others now. */
const Publication = z.object({
  organizationId: z.string(),
  /** null: too many to name; take every campaign of the organization. */
  campaignIds: z.array(z.string()).nullable(),
});

export type Publication = z.output<typeof Publication>;

/** A publication as a payload of the channel. */
export function encodePublication(organizationId: string, campaignIds: readonly string[]): string {
  const publication: Publication = { organizationId, campaignIds: [...campaignIds] };
  const payload = JSON.stringify(publication);
  if (Buffer.byteLength(payload) <= LONGEST_PAYLOAD) return payload;
  return JSON.stringify({ ...publication, campaignIds: null });
}

/** Reads a payload of the channel. */
export function decodePublication(payload: string): Publication {
  return Publication.parse(JSON.parse(payload));
}
