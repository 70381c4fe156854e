export type { ModelWatch } from '../../platform/agents/index.ts';
export type { BriefsContext } from './context.ts';
export { briefExamples } from './examples.ts';
export { openBriefs } from './open-briefs.ts';
export { briefResolvers, createBriefResolvers } from './resolvers.ts';
export { briefKind } from './serving/brief-kind.ts';
export type { Briefs, CacheFacts } from './serving/generate-brief.ts';
export type { TeamResults } from './tools/team-results.ts';
