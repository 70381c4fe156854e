import type { FastifyInstance } from 'fastify';
import { registerPreviewRoute } from '../imports/preview/preview.route.ts';
import { type RejectsRouteDeps, registerRejectsRoute } from '../imports/quarantine/rejects.route.ts';
import { type ImportRouteDeps, registerImportRoute } from '../imports/serving/import.route.ts';
import { registerLeaderboardRoute } from './leaderboard/leaderboard.route.ts';
import {
  registerTopPerformersRoute,
  type TopPerformersRouteDeps,
} from './leaderboard/top-performers.route.ts';

export interface PerformanceRouteDeps extends ImportRouteDeps, RejectsRouteDeps, TopPerformersRouteDeps {}

/** What of this capability is no graph: exports come in, leaderboards and quarantines go out. */
export function registerPerformanceRoutes(server: FastifyInstance, deps: PerformanceRouteDeps): void {
  registerImportRoute(server, deps);
  registerPreviewRoute(server, deps);
  registerRejectsRoute(server, deps);
  registerLeaderboardRoute(server, deps);
  registerTopPerformersRoute(server, deps);
}
