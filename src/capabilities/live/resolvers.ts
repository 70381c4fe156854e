import type { WriteKeyDeps } from './public/manage-write-keys.ts';
import { DeadLetterResolver, type DeadLetterResolverDeps } from './serving/dead-letter.resolver.ts';
import { EventsResolver, type EventsResolverDeps } from './serving/events.resolver.ts';
import { LiveMetricsResolver, PerformanceLiveResolver } from './serving/live-metrics.resolver.ts';
import { MetricsChangedResolver } from './serving/metrics-changed.resolver.ts';
import { WriteKeyResolver } from './serving/write-key.resolver.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const liveResolvers = [
  LiveMetricsResolver,
  PerformanceLiveResolver,
  MetricsChangedResolver,
  EventsResolver,
  DeadLetterResolver,
  WriteKeyResolver,
] as const;

export type LiveResolverDeps = EventsResolverDeps & DeadLetterResolverDeps & WriteKeyDeps;

/** One instance of each, with what they need. */
export function createLiveResolvers(deps: LiveResolverDeps): object[] {
  return liveResolvers.map((LiveResolver) => new LiveResolver(deps));
}
