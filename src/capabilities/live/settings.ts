import { integer, setting, truth, type ValuesOf } from '../../platform/settings/setting.ts';

/** The settings of live metrics. */
export const liveSettings = {
  isConsumer: setting('EVENT_CONSUMER', truth().default(true), {
    takes: 'true or false',
    about:
      'Whether the server counts events. With false it only accepts them, for a process that does: npm run consume, or another server.',
  }),
  eventsPerMinute: setting('EVENTS_PER_MINUTE', integer(0, 1_000_000_000, 1_000_000), {
    takes: 'a number from 0 (no limit) to 1000000000',
    about:
      'How many events one organization may send in a minute. Those of public write keys are not among them.',
  }),
  lagLimit: setting('EVENT_LAG_LIMIT', integer(1_000, 1_000_000_000, 1_000_000), {
    takes: 'a number from 1000 to 1000000000',
    about: 'How many accepted events may wait to be counted. Beyond it, senders are told to wait.',
  }),
  idDays: setting('EVENT_ID_DAYS', integer(2, 365, 7), {
    takes: 'days from 2 to 365',
    about: 'How long the ids of events are remembered: one that comes again within them is counted once.',
  }),
  logDays: setting('EVENT_LOG_DAYS', integer(1, 365, 2), {
    takes: 'days from 1 to 365',
    about: 'How long events are kept as they came. One that is not counted yet stays.',
  }),
  minuteDays: setting('EVENT_MINUTE_DAYS', integer(3, 365, 3), {
    takes: 'days from 3 to 365',
    about: 'How long sums of events by the minute are kept.',
  }),
  hourDays: setting('EVENT_HOUR_DAYS', integer(3, 36_500, 62), {
    takes: 'days from 3 to 36500',
    about: 'How long sums of events by the hour are kept. Those by the day, and totals, stay.',
  }),
};

export type LiveSettings = ValuesOf<typeof liveSettings>;
