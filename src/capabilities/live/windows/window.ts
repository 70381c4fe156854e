/** Over which time events are added up. HOUR and DAY end now and begin with a minute. */
export const WINDOWS = ['HOUR', 'DAY', 'TOTAL'] as const;
export type Window = (typeof WINDOWS)[number];

/** Who sent the events that are added up: those who hold a token, or anybody with a public write key. */
export const ORIGINS = ['TRUSTED', 'PUBLIC'] as const;
export type Origin = (typeof ORIGINS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MINUTES = { HOUR: 60, DAY: 1_440 } as const;

/** The times that a window is read by. */
export interface WindowTimes {
  /** The first minute that belongs to it. */
  readonly since: Date;
  /** From here on to `lastHour`, whole hours are read; before and behind, minutes. */
  readonly firstHour: Date;
  readonly lastHour: Date;
}

/** The window that ends at a time: its last minute is the one that has begun. */
export function timesOf(window: Exclude<Window, 'TOTAL'>, now: Date): WindowTimes {
  const minute = Math.floor(now.getTime() / MINUTE) * MINUTE;
  const since = minute - (MINUTES[window] - 1) * MINUTE;
  const firstHour = Math.ceil(since / HOUR) * HOUR;
  const lastHour = Math.max(firstHour, Math.floor(now.getTime() / HOUR) * HOUR);
  return { since: new Date(since), firstHour: new Date(firstHour), lastHour: new Date(lastHour) };
}
