import type { FastifyInstance } from 'fastify';
import { registerEventsRoute } from './events.route.ts';
import { type MetricsRouteDeps, registerMetricsRoute } from './metrics.route.ts';
import { type PublicEventsRouteDeps, registerPublicEventsRoutes } from './public-events.route.ts';
import { type RegisterEventRouteDeps, registerEventRoutes } from './register-event.route.ts';

export interface LiveRoutesDeps extends PublicEventsRouteDeps, Omit<RegisterEventRouteDeps, 'readerOf'> {
  readonly metricsReaderOf: MetricsRouteDeps['readerOf'];
  readonly statusReaderOf: RegisterEventRouteDeps['readerOf'];
  readonly requireCampaign: MetricsRouteDeps['requireCampaign'];
  readonly charge: MetricsRouteDeps['charge'];
}

/** The REST routes of live metrics: sending events, and reading what they add up to. */
export function registerLiveRoutes(server: FastifyInstance, deps: LiveRoutesDeps): void {
  registerEventsRoute(server, deps);
  registerEventRoutes(server, { ...deps, readerOf: deps.statusReaderOf });
  registerMetricsRoute(server, { ...deps, readerOf: deps.metricsReaderOf });
  registerPublicEventsRoutes(server, deps);
}
