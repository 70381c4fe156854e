import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../test/databases.ts';
import { openPostgres } from '../storage/postgres/postgres.ts';
import { findJob } from './job-record.ts';
import { defineLongJob } from './killed.fixture.ts';
import { openJobs } from './open-jobs.ts';

const PROCESS = fileURLToPath(new URL('killed.process.ts', import.meta.url));
const LEASE_SECONDS = 2;

it('a job whose process is killed runs again in another, and none runs twice that outlasts its lease', async () => {
  const created = await createPostgresDatabase();
  const database = openPostgres(created.url, silentLogger);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const attempts: number[] = [];
  const job = defineLongJob(async (_, { attempt }) => {
    attempts.push(attempt);
    await released;
  });
  const jobs = openJobs({
    database,
    logger: silentLogger,
    timings: { pollMs: 20, leaseSeconds: LEASE_SECONDS, maintenanceSeconds: 1 },
  });
  const child = fork(PROCESS, [created.url], { execArgv: ['--import', 'tsx'] });
  try {
    await jobs.start({ jobs: [job], isRunning: false });
    const id = await jobs.send(job, {}, { organizationId: 'killed' });
    const exited = once(child, 'exit');
    const first = await Promise.race([once(child, 'message'), exited]);
    expect(first[0]).toBe('running');
    child.kill('SIGKILL');
    await exited;

    const survivor = openJobs({
      database,
      logger: silentLogger,
      timings: { pollMs: 20, leaseSeconds: LEASE_SECONDS, maintenanceSeconds: 1 },
    });
    await survivor.start({ jobs: [job] });
    await vi.waitFor(() => expect(attempts).toEqual([2]), { timeout: 60_000 });
    // Until it has run for longer than its lease by the database's clock.
    await vi.waitFor(
      async () => {
        const found = await findJob(database, { id: id ?? '', organizationId: null });
        const [now] = await database.query<{ now: Date }>({ name: 'test_now', text: 'select now() as now' });
        const ran = (now?.now.getTime() ?? 0) - (found?.startedAt?.getTime() ?? Infinity);
        expect(ran).toBeGreaterThan(LEASE_SECONDS * 1_000 + 1_500);
      },
      { timeout: 60_000, interval: 100 },
    );
    release();
    await vi.waitFor(
      async () =>
        expect(await findJob(database, { id: id ?? '', organizationId: null })).toMatchObject({
          state: 'COMPLETED',
          attemptCount: 2,
        }),
      { timeout: 60_000 },
    );
    expect(attempts).toEqual([2]);
    await survivor.close();
  } finally {
    child.kill('SIGKILL');
    await jobs.close();
    await database.close();
    await created.drop();
  }
});
