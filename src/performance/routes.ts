import type { FastifyInstance } from 'fastify';
import { type ImportRouteDeps, registerImportRoute } from './import/import.route.ts';
import { registerPreviewRoute } from './import/preview.route.ts';
import { type RejectsRouteDeps, registerRejectsRoute } from './import/rejects.route.ts';
import { registerLeaderboardRoute } from './leaderboard/leaderboard.route.ts';

export interface PerformanceRouteDeps extends ImportRouteDeps, RejectsRouteDeps {}

/** What of this capability is a file and no graph: exports come in, leaderboards and quarantines go out. */
export function registerPerformanceRoutes(server: FastifyInstance, deps: PerformanceRouteDeps): void {
  registerImportRoute(server, deps);
  registerPreviewRoute(server, deps);
  registerRejectsRoute(server, deps);
  registerLeaderboardRoute(server, deps);
}
