import { setTimeout as delay } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { type Database, statement } from '../storage/database.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { JOB_SCHEMA } from './boss.ts';
import type { Job } from './definitions.ts';
import { BadPayloadError, describeFailure } from './job-failure.ts';
import { runJob, type TakenJob } from './run-job.ts';

/** How a run ended. Given back: the server stopped, and the run does not count. */
export type RunOutcome = 'completed' | 'retried' | 'failed' | 'given_back';

export interface RunnerDeps {
  readonly boss: PgBoss;
  readonly database: Database;
  readonly jobs: readonly Job[];
  readonly logger: Logger;
  readonly tracing: Tracing | undefined;
  readonly pollMs: number;
  readonly leaseSeconds: number;
  /** Called before each look for work. */
  beforePoll(): Promise<void>;
  onRun(run: { readonly job: string; readonly outcome: RunOutcome; readonly seconds: number }): void;
}

/** Takes due jobs and runs them. */
export interface JobRunner {
  /** Looks for work now. */
  wake(): void;
  /** Takes nothing more, waits for what runs, and gives back what has not ended within the grace. */
  close(graceMs: number): Promise<void>;
}

/** How long handlers have to end once they were told to. */
const SETTLE_MS = 1_000;
/** A lease is prolonged several times before it ends. */
const BEATS_A_LEASE = 4;

/** One look for all queues: asked queue by queue, an idle server would send a query for each. Served by the index job_i5 of each. */
const DUE = statement(
  'jobs_due',
  `select distinct name from ${JOB_SCHEMA}.job
    where name = any ($1::text[]) and state < 'active' and start_after < now()`,
);

/** Prolongs what this process runs, and says what of it nobody else has taken since. Served by the queues' primary keys. */
const PROLONG = statement(
  'jobs_prolong',
  `update ${JOB_SCHEMA}.job set expire_in = now() - started_on + make_interval(secs => $4::float8)
     from unnest($1::text[], $2::text[], $3::int[]) as mine (name, id, retry_count)
    where job.name = mine.name and job.id = mine.id::uuid and job.retry_count = mine.retry_count and state = 'active'
   returning job.id::text as id`,
);

/** A run that was cut short by a stop does not count: without a start, the next one is the same attempt. */
const GIVE_BACK = statement(
  'jobs_give_back',
  `update ${JOB_SCHEMA}.job set state = 'retry', started_on = null, start_after = now()
    where name = $1 and id = $2::uuid and retry_count = $3::int and state = 'active'`,
);

const PUT_ASIDE = statement(
  'jobs_put_aside',
  `update ${JOB_SCHEMA}.job set state = 'failed', completed_on = now(), output = $4::jsonb
    where name = $1 and id = $2::uuid and retry_count = $3::int and state = 'active'`,
);

/** A run of this process. */
interface Running {
  readonly job: Job;
  readonly taken: TakenJob;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  /** Nothing more is written about it: it was given back, or another process has it. */
  isLetGo: boolean;
}

/** Begins to look for work. */
export function startJobRunner(deps: RunnerDeps): JobRunner {
  const { boss, database, jobs, logger, pollMs, leaseSeconds } = deps;
  const running = new Set<Running>();
  let isStopping = false;
  let isAway = false;
  let pause = new AbortController();

  const wake = () => pause.abort();
  const freeSlots = (job: Job) =>
    job.concurrency - [...running].filter((run) => run.job.name === job.name).length;

  const poll = async () => {
    await deps.beforePoll();
    const free = jobs.filter((job) => freeSlots(job) > 0);
    if (free.length === 0) return;
    const due = await database.query<{ name: string }>(DUE, [free.map(({ name }) => name)]);
    for (const job of free.filter(({ name }) => due.some((queue) => queue.name === name))) {
      if (isStopping) return;
      const batch = await boss.fetch<object>(job.name, { batchSize: freeSlots(job), includeMetadata: true });
      for (const taken of batch) begin(job, taken);
    }
  };

  const loop = async () => {
    while (!isStopping) {
      pause = new AbortController();
      try {
        await poll();
        if (isAway) logger.info('queued work is taken again');
        isAway = false;
      } catch (error) {
        if (!isAway) logger.warn({ err: error }, 'queued work cannot be looked for; trying on');
        isAway = true;
      }
      // Woken meanwhile, it looks again at once.
      await delay(pollMs, undefined, { signal: pause.signal }).catch(() => undefined);
    }
  };

  const begin = (job: Job, taken: TakenJob) => {
    const controller = new AbortController();
    const run: Running = {
      job,
      taken,
      controller,
      isLetGo: false,
      ended: Promise.resolve()
        .then(() => execute(run))
        .finally(() => {
          running.delete(run);
          wake();
        }),
    };
    running.add(run);
  };

  const execute = async (run: Running) => {
    const { job, taken, controller } = run;
    const began = performance.now();
    const end = (outcome: RunOutcome) =>
      deps.onRun({ job: job.name, outcome, seconds: (performance.now() - began) / 1_000 });
    const result = await runJob(deps, job, taken, controller).then(
      () => ({ error: undefined }),
      (error: unknown) => ({ error }),
    );
    if (run.isLetGo) return;
    try {
      if (result.error === undefined) {
        await boss.complete(job.name, taken.id);
        end('completed');
      } else if (isStopping && controller.signal.aborted) {
        await giveBack(run);
        end('given_back');
      } else end(await fail(run, result.error));
    } catch (error) {
      // Its lease runs out, and it is run again.
      logger.warn(
        { err: error, job: job.name, jobId: taken.id },
        'how a job ended could not be written down',
      );
    }
  };

  const fail = async ({ job, taken }: Running, error: unknown): Promise<RunOutcome> => {
    const failure = describeFailure(error);
    const { id, retryCount, retryLimit } = taken;
    const about = { err: error, job: job.name, jobId: id, attempt: retryCount + 1 };
    if (error instanceof BadPayloadError) {
      await database.query(PUT_ASIDE, [job.name, id, retryCount, JSON.stringify(failure)]);
      logger.error(about, 'a job was put aside: its payload is none that it takes');
      return 'failed';
    }
    await boss.fail(job.name, id, failure);
    if (retryCount < retryLimit) {
      logger.warn(about, 'a job failed, and is tried again');
      return 'retried';
    }
    logger.error(about, 'a job failed for the last time, and was put aside');
    return 'failed';
  };

  const giveBack = async (run: Running) => {
    run.isLetGo = true;
    await database.query(GIVE_BACK, [run.job.name, run.taken.id, run.taken.retryCount]);
  };

  const prolong = async () => {
    const mine = [...running].filter(({ isLetGo }) => !isLetGo);
    if (mine.length === 0) return;
    const kept = await database.query<{ id: string }>(PROLONG, [
      mine.map(({ job }) => job.name),
      mine.map(({ taken }) => taken.id),
      mine.map(({ taken }) => taken.retryCount),
      leaseSeconds,
    ]);
    for (const run of mine) {
      if (!running.has(run) || kept.some(({ id }) => id === run.taken.id)) continue;
      run.isLetGo = true;
      logger.warn({ job: run.job.name, jobId: run.taken.id }, 'a job was given up for lost while it ran');
      run.controller.abort(new Error('The job was given up for lost, and runs elsewhere.'));
    }
  };

  let beat: Promise<void> | undefined;
  const beats = setInterval(
    () => {
      beat ??= prolong()
        .catch((error: unknown) => logger.warn({ err: error }, 'leases of running jobs were not prolonged'))
        .finally(() => {
          beat = undefined;
        });
    },
    (leaseSeconds * 1_000) / BEATS_A_LEASE,
  );
  const looped = loop();

  return {
    wake,
    async close(graceMs) {
      isStopping = true;
      wake();
      await looped;
      await settle(running, graceMs);
      for (const { controller } of running) controller.abort(new Error('The server stops.'));
      await settle(running, SETTLE_MS);
      clearInterval(beats);
      await beat;
      for (const run of running) {
        await giveBack(run).catch((error: unknown) =>
          logger.warn({ err: error, jobId: run.taken.id }, 'a job could not be given back'),
        );
        deps.onRun({ job: run.job.name, outcome: 'given_back', seconds: 0 });
      }
    },
  };
}

/** Waits until all have ended, or the time is up. */
async function settle(running: ReadonlySet<Running>, atMostMs: number): Promise<void> {
  if (running.size === 0) return;
  const ended = new AbortController();
  await Promise.race([
    Promise.all([...running].map((run) => run.ended)),
    delay(atMostMs, undefined, { signal: ended.signal }).catch(() => undefined),
  ]);
  ended.abort();
}
