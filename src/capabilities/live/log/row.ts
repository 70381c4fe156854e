import type { LoggedEvent } from '../event/event.ts';
import { partitionOf } from './partition-of.ts';

/** An event under the names of its columns, as JSON carries it into SQL. */
export function toRow(event: LoggedEvent) {
  return {
    partition: partitionOf(event.organizationId, event.campaignId),
    organization_id: event.organizationId,
    event_id: event.id,
    campaign_id: event.campaignId,
    influencer_id: event.influencerId,
    post_id: event.postId ?? '',
    kind: event.kind,
    count: event.count,
    at: event.at,
    is_public: event.isPublic,
    attributes: event.attributes,
  };
}
