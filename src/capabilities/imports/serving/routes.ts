import type { FastifyInstance } from 'fastify';
import { registerPreviewRoute } from '../preview/preview.route.ts';
import { type RejectsRouteDeps, registerRejectsRoute } from '../quarantine/rejects.route.ts';
import { type ImportRouteDeps, registerImportRoute } from './import.route.ts';

export interface ImportRoutesDeps extends ImportRouteDeps, RejectsRouteDeps {}

/** What of imports is a file and no graph: exports come in, quarantines go out. */
export function registerImportRoutes(server: FastifyInstance, deps: ImportRoutesDeps): void {
  registerImportRoute(server, deps);
  registerPreviewRoute(server, deps);
  registerRejectsRoute(server, deps);
}
