/**
 * What commands use of live metrics. It loads no GraphQL and no HTTP.
 */
export { countEventsOf, openEventLog } from './open-counting.ts';
