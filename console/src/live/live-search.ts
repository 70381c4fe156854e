/** Over which time events are added up, as the graph names it. */
export const LIVE_WINDOWS = ['HOUR', 'DAY', 'TOTAL'] as const;

export type LiveWindow = (typeof LIVE_WINDOWS)[number];
