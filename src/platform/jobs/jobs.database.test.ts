import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { describeOnBothDatabases, silentLogger } from '../../../test/databases.ts';
import { CallerError } from '../../errors.ts';
import { type Database, statement } from '../storage/database.ts';
import { JOB_SCHEMA } from './boss.ts';
import { defineJob, type Job, type JobOptions, type JobRun } from './definitions.ts';
import { findJob, type JobOrder, type JobRecord, listJobs, retryJob } from './job-record.ts';
import { prepareJobTables } from './job-tables.ts';
import { type Jobs, type JobsOptions, openJobs } from './open-jobs.ts';

const TIMINGS = { pollMs: 20, leaseSeconds: 60, maintenanceSeconds: 1 };
const ORGANIZATION = 'jobs-test';

interface Call {
  readonly word: string;
  readonly run: JobRun;
}

/** A kind of job of one's own, and what it was called with. */
function createJob(
  handle: (call: Call) => Promise<void> = async () => undefined,
  options: Partial<JobOptions<{ word: string }>> = {},
): { job: Job<{ word: string }>; calls: Call[] } {
  const calls: Call[] = [];
  const job = defineJob({
    name: `test-${randomUUID().slice(0, 8)}`,
    payload: z.object({ word: z.string().min(1) }),
    retryDelaySeconds: 0,
    ...options,
    async handler({ word }, run) {
      calls.push({ word, run });
      await handle({ word, run });
    },
  });
  return { job, calls };
}

/** Resolves when the signal of a run aborts. */
const untilAborted = ({ run: { signal } }: Call) =>
  new Promise<void>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );

const open: Jobs[] = [];
afterEach(async () => {
  for (const jobs of open.splice(0)) await jobs.close();
});

async function startJobs(
  database: Database,
  jobs: readonly Job[],
  options: Partial<JobsOptions> = {},
): Promise<Jobs> {
  const opened = openJobs({ database, logger: silentLogger, timings: TIMINGS, ...options });
  open.push(opened);
  await opened.start({ jobs });
  return opened;
}

async function waitForJob(
  database: Database,
  id: string | null,
  state: JobRecord['state'],
): Promise<JobRecord> {
  return vi.waitFor(
    async () => {
      const job = await findJob(database, { id: id ?? '', organizationId: null });
      expect(job?.state).toBe(state);
      if (job === undefined) throw new Error('there is no such job');
      return job;
    },
    { timeout: 30_000, interval: 20 },
  );
}

describeOnBothDatabases('jobs', (database) => {
  beforeAll(() => prepareJobTables(database()));

  it('run once, with what they were sent', async () => {
    const { job, calls } = createJob();
    const jobs = await startJobs(database(), [job]);
    const id = await jobs.send(job, { word: 'hello' }, { organizationId: ORGANIZATION });
    const done = await waitForJob(database(), id, 'COMPLETED');
    expect(done).toMatchObject({
      name: job.name,
      organizationId: ORGANIZATION,
      attemptCount: 1,
      failure: null,
      finishedAt: expect.any(Date),
    });
    expect(calls.map(({ word, run }) => [word, run.jobId, run.organizationId, run.attempt])).toEqual([
      ['hello', id, ORGANIZATION, 1],
    ]);
  });

  it('are repeated after a failure, then put aside with an error that says no secret, and run again when retried', async () => {
    let isBroken = true;
    const { job, calls } = createJob(
      async () => {
        if (isBroken) throw new Error('postgresql://user:password@host cannot be reached');
      },
      { retries: 2 },
    );
    const outcomes: string[] = [];
    const jobs = await startJobs(database(), [job], {
      metrics: { countJobRun: ({ outcome }) => outcomes.push(outcome), watchJobs: () => undefined },
    });
    const id = await jobs.send(job, { word: 'again' }, { organizationId: ORGANIZATION });
    const failed = await waitForJob(database(), id, 'FAILED');
    expect(failed).toMatchObject({ attemptCount: 3, failure: { code: 'INTERNAL_SERVER_ERROR' } });
    expect(failed.failure?.message).not.toContain('password');
    expect(calls.map(({ run }) => run.attempt)).toEqual([1, 2, 3]);
    expect(outcomes).toEqual(['retried', 'retried', 'failed']);

    isBroken = false;
    await retryJob(database(), { id: failed.id, organizationId: null });
    expect(await waitForJob(database(), id, 'COMPLETED')).toMatchObject({ attemptCount: 4, failure: null });
    await expect(retryJob(database(), { id: failed.id, organizationId: null })).rejects.toThrow(
      'only one that is FAILED',
    );
  });

  it('say why they failed where it is for people to know', async () => {
    const { job } = createJob(
      async () => {
        throw new CallerError('NOT_FOUND', 'There is no campaign "spring".');
      },
      { retries: 0 },
    );
    const jobs = await startJobs(database(), [job]);
    const id = await jobs.send(job, { word: 'spring' }, { organizationId: ORGANIZATION });
    expect((await waitForJob(database(), id, 'FAILED')).failure).toEqual({
      code: 'NOT_FOUND',
      message: 'There is no campaign "spring".',
    });
  });

  it('never existed where their transaction was rolled back, and are there where it was committed', async () => {
    const { job, calls } = createJob();
    const jobs = await startJobs(database(), [job]);
    const sent: (string | null)[] = [];
    const sendWithin = (fails: boolean) =>
      database().transaction(async (transaction) => {
        sent.push(
          await jobs.send(job, { word: String(fails) }, { organizationId: ORGANIZATION, transaction }),
        );
        if (fails) throw new Error('rolled back');
      });
    await expect(sendWithin(true)).rejects.toThrow('rolled back');
    await sendWithin(false);
    await waitForJob(database(), sent[1] ?? null, 'COMPLETED');
    expect(await findJob(database(), { id: sent[0] ?? '', organizationId: null })).toBeUndefined();
    expect(calls.map(({ word }) => word)).toEqual(['false']);
  });

  it('are sent under row-level security too, for the own organization alone', async () => {
    const { job, calls } = createJob();
    const jobs = await startJobs(database(), [job]);
    const sendFor = (organizationId: string) =>
      database()
        .forOrganization(ORGANIZATION)
        .transaction((transaction) => jobs.send(job, { word: 'secured' }, { organizationId, transaction }));
    await waitForJob(database(), await sendFor(ORGANIZATION), 'COMPLETED');
    await expect(sendFor('another')).rejects.toThrow('row-level security');
    expect(calls).toHaveLength(1);
  });

  it('with a payload that they do not take are not sent, and are put aside where they were queued', async () => {
    const { job, calls } = createJob();
    const jobs = await startJobs(database(), [job]);
    await expect(jobs.send(job, { word: '' }, { organizationId: ORGANIZATION })).rejects.toThrow(
      `Invalid payload for ${job.name}: word (too_small).`,
    );
    const id = randomUUID();
    const insert = `insert into ${JOB_SCHEMA}.job (id, name, data, policy) values ($1::uuid, $2, $3::jsonb, 'short')`;
    await database().query(statement('test_jobs_insert', insert), [
      id,
      job.name,
      JSON.stringify({ organizationId: ORGANIZATION, payload: { word: 7, secret: 'hunter2' } }),
    ]);
    expect(await waitForJob(database(), id, 'FAILED')).toMatchObject({
      attemptCount: 1,
      failure: {
        code: 'BAD_PAYLOAD',
        message: `Invalid payload for ${job.name}: word (invalid_type).`,
      },
    });
    expect(calls).toEqual([]);
  });

  it('with one key wait once, and run again when sent while one runs', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { job, calls } = createJob(() => released);
    const jobs = await startJobs(database(), [job]);
    const options = { organizationId: ORGANIZATION, singletonKey: 'one' };
    await jobs.send(job, { word: 'first' }, options);
    await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 30_000 });
    const second = await jobs.send(job, { word: 'second' }, options);
    expect(second).not.toBeNull();
    expect(await jobs.send(job, { word: 'third' }, options)).toBeNull();
    expect(await jobs.send(job, { word: 'other' }, { ...options, organizationId: 'another' })).not.toBeNull();
    release();
    await waitForJob(database(), second, 'COMPLETED');
    await vi.waitFor(() => expect(calls.map(({ word }) => word)).toEqual(['first', 'second', 'other']), {
      timeout: 30_000,
    });
  });

  it('run as many at once as they may', async () => {
    let running = 0;
    let most = 0;
    const { job, calls } = createJob(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
      { concurrency: 3 },
    );
    const jobs = await startJobs(database(), [job]);
    for (let sent = 0; sent < 12; sent += 1)
      await jobs.send(job, { word: String(sent) }, { organizationId: ORGANIZATION });
    await vi.waitFor(() => expect(calls).toHaveLength(12), { timeout: 30_000 });
    expect(new Set(calls.map(({ word }) => word)).size).toBe(12);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('that take too long are told to end, and count as failed', async () => {
    const { job, calls } = createJob(untilAborted, { timeoutSeconds: 0.05, retries: 0 });
    const jobs = await startJobs(database(), [job]);
    const id = await jobs.send(job, { word: 'long' }, { organizationId: ORGANIZATION });
    expect((await waitForJob(database(), id, 'FAILED')).failure?.code).toBe('TIMED_OUT');
    expect(calls[0]?.run.signal.aborted).toBe(true);
  });

  it('are given back by a server that stops, without a lost attempt', async () => {
    const { job, calls } = createJob((call) => (calls.length === 1 ? untilAborted(call) : Promise.resolve()));
    const first = await startJobs(database(), [job]);
    const id = await first.send(job, { word: 'stopped' }, { organizationId: ORGANIZATION });
    await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 30_000 });
    await first.close(0);
    expect(await findJob(database(), { id: id ?? '', organizationId: null })).toMatchObject({
      state: 'RETRYING',
      attemptCount: 0,
    });
    await startJobs(database(), [job]);
    await waitForJob(database(), id, 'COMPLETED');
    expect(calls.map(({ run }) => run.attempt)).toEqual([1, 1]);
  });

  it('that end within the grace end by themselves', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { job, calls } = createJob(() => released);
    const jobs = await startJobs(database(), [job]);
    const id = await jobs.send(job, { word: 'grace' }, { organizationId: ORGANIZATION });
    await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 30_000 });
    const closed = jobs.close(60_000);
    release();
    await closed;
    expect(await findJob(database(), { id: id ?? '', organizationId: null })).toMatchObject({
      state: 'COMPLETED',
    });
  });

  it('wait for a process that runs them where this one only sends', async () => {
    const { job, calls } = createJob();
    const sender = openJobs({ database: database(), logger: silentLogger, timings: TIMINGS });
    open.push(sender);
    await sender.start({ jobs: [job], isRunning: false });
    const id = await sender.send(job, { word: 'sent' }, { organizationId: ORGANIZATION });
    expect(calls).toEqual([]);
    await startJobs(database(), [job]);
    await waitForJob(database(), id, 'COMPLETED');
  });

  it('are listed page by page to their organization, and to no other', async () => {
    const organizationId = randomUUID();
    const { job } = createJob();
    const jobs = await startJobs(database(), [job]);
    const sent: (string | null)[] = [];
    for (const word of ['a', 'b', 'c']) sent.push(await jobs.send(job, { word }, { organizationId }));
    await jobs.send(job, { word: 'foreign' }, { organizationId: 'another' });
    await jobs.send(job, { word: 'system' }, { organizationId: null });
    for (const id of sent) await waitForJob(database(), id, 'COMPLETED');
    const organizationDatabase = database().forOrganization(organizationId);
    const ask = (orderBy: JobOrder, after: string | null) =>
      listJobs(organizationDatabase, {
        organizationId,
        orderBy,
        first: 2,
        after,
        state: 'COMPLETED',
        name: job.name,
      });
    for (const [orderBy, expected] of [
      ['CREATED_AT_DESC', sent.toReversed()],
      ['CREATED_AT_ASC', sent],
    ] as const) {
      const first = await ask(orderBy, null);
      const second = await ask(orderBy, first.pageInfo.endCursor);
      expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(expected);
      expect(second.pageInfo.hasNextPage).toBe(false);
      expect(Number(await second.countAll())).toBe(sent.length);
    }
    const all = statement('test_jobs_all', `select id from ${JOB_SCHEMA}.job`);
    expect(await organizationDatabase.query(all)).toHaveLength(3);
  });

  it('find their tables made by one of several servers that start at once', async () => {
    await database().execute(`drop schema ${JOB_SCHEMA} cascade`);
    const { job, calls } = createJob();
    const kinds = [job, ...Array.from({ length: 4 }, () => createJob().job)];
    const [first] = await Promise.all([1, 2, 3].map(() => startJobs(database(), kinds)));
    const id = await first?.send(job, { word: 'first' }, { organizationId: ORGANIZATION });
    await waitForJob(database(), id ?? null, 'COMPLETED');
    expect(calls).toHaveLength(1);
  });
});
