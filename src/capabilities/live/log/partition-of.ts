import { createHash } from 'node:crypto';
import { PARTITIONS } from './event-log.ts';

/** The partition of a campaign's events: the same in every process and version. */
export function partitionOf(organizationId: string, campaignId: string): number {
  const hash = createHash('md5').update(organizationId).update('\0').update(campaignId).digest();
  return hash.readUInt32BE(0) % PARTITIONS;
}
