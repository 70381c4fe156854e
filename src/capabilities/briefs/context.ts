import type { PerformanceContext } from '../performance/index.ts';
import type { Briefs } from './serving/generate-brief.ts';

/** The context that the resolvers of this capability need. */
export interface BriefsContext extends PerformanceContext {
  /** What is known of the request; its signal fires when the client goes away. */
  readonly request: { readonly signal: AbortSignal };
  /** Subscriptions find them here: TypeGraphQL starts those without an instance of their resolver. */
  readonly briefs: Briefs;
}
