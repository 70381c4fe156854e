import type { FastifyInstance } from 'fastify';
import { type ImportRouteDeps, registerImportRoute } from './import/import.route.ts';
import { registerPreviewRoute } from './import/preview.route.ts';
import { registerRejectsRoute } from './import/rejects.route.ts';
import { type LeaderboardRouteDeps, registerLeaderboardRoute } from './leaderboard/leaderboard.route.ts';

/** What of this capability is a file and no graph: exports come in, leaderboards and quarantines go out. */
export function registerPerformanceRoutes(
  server: FastifyInstance,
  deps: ImportRouteDeps & LeaderboardRouteDeps,
): void {
  registerImportRoute(server, deps);
  registerPreviewRoute(server, deps);
  registerRejectsRoute(server, deps);
  registerLeaderboardRoute(server, deps);
}
