export type { ModelWatch } from './agent/model-watch.ts';
export { briefKind } from './brief-kind.ts';
export type { BriefsContext } from './context.ts';
export { briefExamples } from './examples.ts';
export { registerBriefRoutes } from './generate-brief.route.ts';
export type { Briefs, CacheFacts } from './generate-brief.ts';
export { openBriefs } from './open-briefs.ts';
export { briefResolvers, createBriefResolvers } from './resolvers.ts';
export type { TeamResults } from './team-results.ts';
