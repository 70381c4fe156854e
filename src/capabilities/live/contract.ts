/**
 * What commands use of live metrics. It loads no GraphQL and no HTTP.
 */
export { checkServing } from './check-serving.ts';
export { countEventsOf, openEventLog } from './open-counting.ts';
export { liveSettings } from './settings.ts';
