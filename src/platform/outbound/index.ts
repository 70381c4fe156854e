export { isAllowedEntry } from './addresses.ts';
export type { GuardedAnswer, GuardedFetch, GuardedRequest } from './guarded-fetch.ts';
export { createOutbound, type Outbound, type OutboundOptions } from './outbound.ts';
export { OutboundError, type OutboundFault, redactUrl } from './outbound-error.ts';
