import type { FastifyInstance } from 'fastify';
import { registerPreviewRoute } from '../preview/preview.route.ts';
import { type RejectsRouteDeps, registerRejectsRoute } from '../quarantine/rejects.route.ts';
import { type ImportRouteDeps, registerImportRoute } from './import.route.ts';

export interface ImportRoutesDeps extends ImportRouteDeps, RejectsRouteDeps {}

/** The REST routes of imports: uploading exports, and downloading quarantines. */
export function registerImportRoutes(server: FastifyInstance, deps: ImportRoutesDeps): void {
  registerImportRoute(server, deps);
  registerPreviewRoute(server, deps);
  registerRejectsRoute(server, deps);
}
