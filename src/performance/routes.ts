import type { FastifyInstance } from 'fastify';
import { type ImportRouteDeps, registerImportRoute } from './import/import.route.ts';
import { registerPreviewRoute } from './import/preview.route.ts';
import { registerRejectsRoute } from './import/rejects.route.ts';
import { registerLeaderboardRoute } from './leaderboard/leaderboard.route.ts';

/** What of this capability is a file and no graph: exports come in, leaderboards and quarantines go out. */
export function registerPerformanceRoutes(server: FastifyInstance, deps: ImportRouteDeps): void {
  registerImportRoute(server, deps);
  registerPreviewRoute(server);
  registerRejectsRoute(server, deps);
  registerLeaderboardRoute(server, deps);
}
