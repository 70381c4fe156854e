import type { Logger } from 'pino';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { decodePublication, PUBLICATIONS_CHANNEL, type Publication } from '../publications.ts';

/** How many campaigns a process remembers the revision of. */
const MOST_REMEMBERED = 50_000;

/** Served by campaign_pkey. */
const FIND_REVISION = statement(
  'campaign_find_revision',
  'select last_import_id as "revision", department_id as "departmentId" from campaign where organization_id = $1 and id = $2',
);

/** What is remembered of a campaign. */
export interface CampaignState {
  /** The import that its numbers rest on. */
  readonly revision: bigint;
  /** Where it belongs; null: to the organization as a whole. */
  readonly departmentId: string | null;
}

/**
 * The import that a campaign's numbers rest on. It stands in the key of every cached answer, so that an import makes
 * them void by being published, in every process, and whatever was being loaded meanwhile.
 */
export interface CampaignRevisions {
  /** undefined: there is no such campaign. */
  find(organizationId: string, campaignId: string): Promise<CampaignState | undefined>;
  /** A publication of this very process, which need not wait until it hears of it. */
  forget(publication: Publication): void;
  close(): Promise<void>;
}

/** Listens to what any process publishes. While it cannot, every revision is looked up anew. */
export async function watchCampaignRevisions(database: Database, logger: Logger): Promise<CampaignRevisions> {
  const remembered = new Map<string, Map<string, CampaignState>>();
  let isListening = false;
  // A lookup that began before a publication was heard must not be remembered after it.
  let changes = 0;

  const forget = ({ organizationId, campaignIds }: Publication) => {
    changes += 1;
    if (campaignIds === null) remembered.delete(organizationId);
    else for (const campaignId of campaignIds) remembered.get(organizationId)?.delete(campaignId);
  };

  const remember = (organizationId: string, campaignId: string, state: CampaignState) => {
    const campaigns = remembered.get(organizationId) ?? new Map<string, CampaignState>();
    if (campaigns.size >= MOST_REMEMBERED) campaigns.clear();
    remembered.set(organizationId, campaigns.set(campaignId, state));
  };

  const stopListening = await database.listen(PUBLICATIONS_CHANNEL, {
    onMessage: (payload) => forget(decodePublication(payload)),
    onConnected: () => {
      changes += 1;
      remembered.clear();
      isListening = true;
    },
    onDisconnected: () => {
      isListening = false;
    },
  });

  return {
    async find(organizationId, campaignId) {
      const known = remembered.get(organizationId)?.get(campaignId);
      if (isListening && known !== undefined) return known;
      const before = changes;
      try {
        const [row] = await database.query<CampaignState>(FIND_REVISION, [organizationId, campaignId]);
        if (row !== undefined && before === changes) remember(organizationId, campaignId, row);
        return row;
      } catch (error) {
        // With the database away, the answers that are kept are better than none.
        if (known === undefined) throw error;
        logger.warn({ err: error, campaignId }, 'the database is away: answering by what was known last');
        return known;
      }
    },
    forget,
    close: stopListening,
  };
}
