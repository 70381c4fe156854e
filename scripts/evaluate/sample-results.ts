import type { Logger } from 'pino';
import { importSample } from '../../src/capabilities/imports/run/sample.ts';
import {
  createTeamResults,
  type TeamResults,
} from '../../src/capabilities/performance/team-results/team-results.ts';
import { watchCampaignRevisions } from '../../src/capabilities/performance/totals/campaign-revisions.ts';
import { createCache } from '../../src/platform/cache/cache.ts';
import type { Database } from '../../src/platform/storage/database.ts';
import { openPglite } from '../../src/platform/storage/embedded/pglite.ts';
import { migrate } from '../../src/platform/storage/migrate.ts';

/** What a team would have that had loaded the sample, out of a database in memory that is gone afterwards. */
export async function openSampleResults(
  logger: Logger,
): Promise<{ teamResults: TeamResults; close(): Promise<void> }> {
  const database = await openPglite('memory://');
  await migrate(database);
  const { teamResults, close } = await loadSampleResults(database, logger);
  return { teamResults, close: () => close().finally(() => database.close()) };
}

/** The same in a database that is there already. */
export async function loadSampleResults(database: Database, logger: Logger) {
  await importSample({ database, logger, now: () => performance.now() }, 'default');
  const revisions = await watchCampaignRevisions(database, logger);
  const cache = createCache({ redis: undefined, logger });
  return {
    teamResults: createTeamResults({ database, cache, revisions }),
    close: () => revisions.close(),
  };
}
