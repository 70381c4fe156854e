export { type CampaignRevisions, watchCampaignRevisions } from './campaign/campaign-revisions.ts';
export { performanceExamples } from './examples.ts';
export { registerImportRoute } from './import/import.route.ts';
export { hasImports } from './import/import-record.ts';
export type { ImportDeps } from './import/import-request.ts';
export { purgeInterrupted } from './import/purge.ts';
export { importSample } from './import/sample.ts';
export { createPerformanceLoaders, type PerformanceContext } from './loaders.ts';
export { createPerformanceResolvers, performanceResolvers } from './resolvers.ts';
