import type { Logger } from 'pino';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { type Change, openHeardMemory } from '../../../platform/storage/heard-memory.ts';
import { decodePublication, PUBLICATIONS_CHANNEL, type Publication } from '../publications.ts';

/** How many organizations a process remembers, and how many campaigns of each. */
const LIMITS = { groups: 10_000, keysEach: 50_000 };

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
  const memory = await openHeardMemory(database, PUBLICATIONS_CHANNEL, (payload) =>
    changeOf(decodePublication(payload)),
  );
  const campaigns = memory.open<CampaignState | undefined>(LIMITS);

  const load = async (
    organizationId: string,
    campaignId: string,
    last?: Promise<CampaignState | undefined>,
  ) => {
    try {
      const [row] = await database.query<CampaignState>(FIND_REVISION, [organizationId, campaignId]);
      // One that there is not may be asked for under any name.
      if (row === undefined) memory.forget({ group: organizationId, keys: [campaignId] });
      return row;
    } catch (error) {
      // With the database away, the answers that are kept are better than none.
      const known = await last;
      if (known === undefined) throw error;
      logger.warn({ err: error, campaignId }, 'the database is away: answering by what was known last');
      return known;
    }
  };

  return {
    find: (organizationId, campaignId) =>
      campaigns.get(organizationId, campaignId, (last) => load(organizationId, campaignId, last)),
    forget: (publication) => memory.forget(changeOf(publication)),
    close: () => memory.close(),
  };
}

function changeOf({ organizationId, campaignIds }: Publication): Change {
  return { group: organizationId, keys: campaignIds ?? undefined };
}
