export type { ChargeRequest } from './charge.ts';
export { CountShape, toJsonCount } from './count.ts';
export { watchDeparture } from './departure.ts';
export { IdempotencyHeaders, type OnceAnswer, type OnceRequest, runOnce } from './idempotency.ts';
export { readBody, readQuery, withJsonBodies } from './input.ts';
export { toCamelCaseKeys, toEnumName } from './letter-case.ts';
export { detach, drain } from './request-body.ts';
export { describeRoute, type RouteDescription, withOwnOrigins } from './route-description.ts';
