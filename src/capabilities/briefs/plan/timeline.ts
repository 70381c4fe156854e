import type { BriefPlan, BriefRequest } from '../serving/brief.ts';

const DAY_MS = 86_400_000;

/** How many days before the first post a draft is wanted, and approved; how many after the last one its results are read. */
const DAYS = { draft: -7, approval: -3, results: 7 } as const;

/**
 * What is done by when. With dates, steps before the first post count back from it, and none is before today; without, the
 * steps stand in their order.
 * @param today YYYY-MM-DD
 */
export function planTimeline({ dates }: BriefRequest, today: string): BriefPlan['timeline'] {
  const before = (days: number) => (dates === null ? null : later(shift(dates.from, days), today));
  return [
    { day: dates === null ? null : today, what: 'Send the brief and agree on fee, usage rights and label.' },
    { day: before(DAYS.draft), what: 'The creator sends a draft.' },
    { day: before(DAYS.approval), what: 'Approve the draft, or ask for changes once.' },
    ...(dates === null
      ? [{ day: null, what: 'The post goes live.' }]
      : dates.from === dates.to
        ? [{ day: dates.from, what: 'The post goes live.' }]
        : [
            { day: dates.from, what: 'The first post goes live.' },
            { day: dates.to, what: 'The last post is live.' },
          ]),
    {
      day: dates === null ? null : shift(dates.to, DAYS.results),
      what: `Import the results, ${DAYS.results} days after the last post, and compare them with the target.`,
    },
  ];
}

const shift = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const later = (left: string, right: string) => (left > right ? left : right);
