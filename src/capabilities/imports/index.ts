import { defineCapability, type Platform } from '../../platform/composition/capability.ts';
import { contribute } from '../../platform/composition/contributions.ts';
import { createRetention } from '../../platform/jobs/index.ts';
import { divideConnections } from '../../platform/storage/connection-budget.ts';
import { access, FIRST_ORGANIZATION, NODES, ORGANIZATION_DATA, RESOURCE_KINDS } from '../access/index.ts';
import { performance as performanceCapability } from '../performance/index.ts';
import { importExamples } from './examples.ts';
import { createImportLoaders, type ImportsContext } from './loaders.ts';
import { analyzeChanged } from './publishing/analyze.ts';
import { countUncountedPlatforms } from './publishing/platforms.ts';
import { purgeInterrupted } from './publishing/purge.ts';
import { forgetImports } from './record/forget-organization.ts';
import { importKind } from './record/import-kind.ts';
import { hasImports, requireImport } from './record/import-record.ts';
import { INFLUENCER_DATA } from './record/influencer-data.ts';
import { purgeImportRecords } from './record/purge-records.ts';
import { HIDDEN_NAMES_BUDGET } from './refusals/hidden-names.ts';
import { importResolvers } from './resolvers.ts';
import { createImportMetrics } from './run/import-metrics.ts';
import type { ImportDeps } from './run/import-request.ts';
import { importSample } from './run/sample.ts';
import { registerImportRoutes } from './serving/routes.ts';
import { type ImportSettings, importSettings } from './settings.ts';
import { sumUnsummed } from './sums/write-post-sums.ts';

export { INFLUENCER_DATA, type InfluencerData } from './record/influencer-data.ts';

/** Importing exports: reading, quarantine, and publication in one transaction. */
export const imports = defineCapability({
  name: 'imports',
  settings: importSettings,
  resolvers: importResolvers,
  examples: importExamples,
  budgets: [HIDDEN_NAMES_BUDGET],
  async open(platform: Platform, settings: ImportSettings) {
    const { config, logger, metrics, stopping } = platform;
    const { authorizeReading, authorizeImport } = platform.use(access);
    const { revisions } = platform.use(performanceCapability);
    const deps: ImportDeps = {
      database: platform.database.inBackground(),
      logger,
      now: () => performance.now(),
    };
    const countImport = createImportMetrics(metrics);
    await prepare(deps);
    return {
      api: undefined,
      resolvers: importResolvers.map(
        (Resolver) =>
          new Resolver({
            database: platform.database,
            revisions,
            findInfluencerData: () => platform.contributionsTo(INFLUENCER_DATA),
          }),
      ),
      registerRoutes: (server) =>
        registerImportRoutes(server, {
          ...deps,
          rateLimits: platform.rateLimits,
          filesAtOnce: divideConnections(config.databaseConnections).imports,
          queueSeconds: settings.queueSeconds,
          stopping,
          readerOf: authorizeReading,
          authorize: (request, organizationId) =>
            authorizeImport(request, platform.isFromOperator(request.raw), organizationId),
          onEnded(organizationId, outcome) {
            countImport(outcome.status, outcome);
            if (outcome.status === 'PUBLISHED') revisions.forget({ organizationId, campaignIds: null });
          },
        }),
      contextPart: { name: 'imports', create: createImportLoaders },
      scheduledJobs: createRetention({
        name: 'purge-import-records',
        database: platform.database.inBackground(),
        days: settings.retentionDays,
        purge: purgeImportRecords,
      }),
      contributions: [
        contribute(RESOURCE_KINDS, { resource: 'IMPORT', kind: importKind }),
        contribute(ORGANIZATION_DATA, { forget: forgetImports }),
        contribute(NODES, {
          type: 'Import',
          resource: 'IMPORT',
          find: (context: ImportsContext, [id = '']) => requireImport(context, id),
        }),
      ],
    };
  },
});

/** Deletes the remains of interrupted imports; an embedded database without imports gets the sample. */
async function prepare(deps: ImportDeps): Promise<void> {
  const { database, logger } = deps;
  const purged = await purgeInterrupted(database);
  if (purged.length > 0) logger.info({ sources: purged }, 'deleted the rows of interrupted imports');
  // A server of the previous version may have published without sums; a freshly restored database has no statistics.
  await sumUnsummed(database);
  await countUncountedPlatforms(database);
  await analyzeChanged(database);
  if (database.kind !== 'pglite' || (await hasImports(database, FIRST_ORGANIZATION))) return;
  const { loaded, rejected, source } = await importSample(deps, FIRST_ORGANIZATION);
  logger.info(
    { source, loaded, rejected },
    `loaded the sample: ${loaded} posts, ${rejected} rows in quarantine`,
  );
}
