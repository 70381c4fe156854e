import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { describeOnBothDatabases, silentLogger } from '../../../test/databases.ts';
import { statement } from '../storage/database.ts';
import { JOB_SCHEMA } from './boss.ts';
import { defineJob, defineSchedule } from './definitions.ts';
import { type Jobs, openJobs } from './open-jobs.ts';
import { findDueOccurrence } from './schedules.ts';

const NIGHTLY = { cron: '15 3 * * *', timeZone: 'Europe/Vienna' };
const job = defineJob({ name: 'nightly', payload: z.object({}), handler: async () => undefined });
const schedule = defineSchedule({ name: 'every-night', ...NIGHTLY, job, payload: {} });

it.each([
  ['at its minute', '2026-07-01T01:15:00Z', '2026-07-01T01:15:00.000Z'],
  ['hours later, as a server was down', '2026-07-01T09:00:00Z', '2026-07-01T01:15:00.000Z'],
  ['not a day later', '2026-07-01T20:00:00Z', undefined],
  ['an hour later by UTC in winter', '2026-01-10T03:00:00Z', '2026-01-10T02:15:00.000Z'],
])('a nightly schedule of Vienna is due %s', (_when, now, expected) => {
  expect(findDueOccurrence(schedule, new Date(now))?.toISOString()).toBe(expected);
});

it('a schedule does not take a payload that its job does not take', () => {
  const strict = defineJob({
    name: 'strict',
    payload: z.object({ days: z.number() }),
    handler: async () => undefined,
  });
  const given: { days: number } = JSON.parse('{"days": "seven"}');
  expect(() => defineSchedule({ name: 'wrong', ...NIGHTLY, job: strict, payload: given })).toThrow('days');
});

const COUNT = statement(
  'test_schedules_count',
  `select count(*)::int as jobs, count(*) filter (where state = 'completed')::int as completed from ${JOB_SCHEMA}.job
    where name = 'nightly'`,
);

describeOnBothDatabases('schedules', (database) => {
  const open: Jobs[] = [];
  afterEach(async () => {
    for (const jobs of open.splice(0)) await jobs.close();
  });

  it('queue each occurrence once, whatever the number of servers and of their starts', async () => {
    let now = new Date('2026-07-01T01:15:03Z');
    const start = async () => {
      const jobs = openJobs({
        database: database(),
        logger: silentLogger,
        timings: { pollMs: 10 },
        now: () => now,
      });
      open.push(jobs);
      await jobs.start({ jobs: [job], schedules: [schedule] });
    };
    const expectJobs = (count: number) =>
      vi.waitFor(
        async () => expect(await database().query(COUNT)).toEqual([{ jobs: count, completed: count }]),
        { timeout: 30_000, interval: 20 },
      );
    await Promise.all([start(), start(), start()]);
    await expectJobs(1);
    now = new Date('2026-07-01T08:00:00Z');
    await start();
    now = new Date('2026-07-02T01:20:00Z');
    await expectJobs(2);
  });
});
