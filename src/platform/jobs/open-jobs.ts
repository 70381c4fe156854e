import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { createBoss, executeOn } from './boss.ts';
import type { Job, Schedule } from './definitions.ts';
import { countJobs, type JobCount } from './job-counts.ts';
import { type JobRunner, type RunOutcome, startJobRunner } from './job-runner.ts';
import { prepareJobTables } from './job-tables.ts';
import { findDueOccurrence, nameOccurrence } from './schedules.ts';
import { type SendOptions, sendJob } from './send-job.ts';

/** What counts jobs. */
export interface JobMetrics {
  countJobRun(run: { readonly job: string; readonly outcome: RunOutcome; readonly seconds: number }): void;
  /** How many jobs there are is asked when the metrics are read. */
  watchJobs(read: () => Promise<readonly JobCount[]>): void;
}

export interface JobsOptions {
  /** As the owner: the queue holds the work of all organizations. */
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics?: JobMetrics | undefined;
  readonly tracing?: Tracing | undefined;
  /** How often work is looked for, how long a run is believed to go on of which nothing is heard, how often that is checked. */
  readonly timings?: Partial<JobTimings>;
  /** What the time is, for schedules. */
  readonly now?: () => Date;
}

export interface JobTimings {
  readonly pollMs: number;
  readonly leaseSeconds: number;
  readonly maintenanceSeconds: number;
}

const TIMINGS: JobTimings = { pollMs: 2_000, leaseSeconds: 60, maintenanceSeconds: 30 };

export interface StartOptions {
  readonly jobs: readonly Job[];
  readonly schedules?: readonly Schedule[];
  /** Whether this process runs jobs and minds the schedules; otherwise it queues work for those that do. */
  readonly isRunning?: boolean;
}

/** Queued and scheduled work. */
export interface Jobs {
  /**
   * Queues a job. It runs at least once, in any process, from within 2 s on.
   * @returns its id; null where one with its singletonKey waits already
   * @throws where the job does not take the payload, or is none of those that were started
   */
  send<Payload>(job: Job<Payload>, payload: Payload, options: SendOptions): Promise<string | null>;
  /** Prepares the queues and begins to run what is due. To be called once, before anything is sent. */
  start(options: StartOptions): Promise<void>;
  /** Takes nothing more; what has not ended within the grace is told to, and given back to be run again. */
  close(graceMs?: number): Promise<void>;
}

/** Opens the queue. Nothing is asked of the database before {@link Jobs.start}. */
export function openJobs({
  database,
  logger,
  metrics,
  tracing,
  timings: changed,
  now = () => new Date(),
}: JobsOptions): Jobs {
  const timings = { ...TIMINGS, ...changed };
  const started = new Set<string>();
  let runner: JobRunner | undefined;
  const boss = createBoss(executeOn(database), {
    supervises: true,
    maintenanceSeconds: timings.maintenanceSeconds,
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'the queue of jobs could not be seen to'));

  const send = async <Payload>(job: Job<Payload>, payload: Payload, options: SendOptions) => {
    if (!started.has(job.name)) throw new Error(`${job.name} is none of the jobs that were started.`);
    const id = await sendJob({ boss, tracing }, job, payload, options);
    if (id === null && options.singletonKey === undefined)
      throw new Error(`The queue of ${job.name} is gone.`);
    // What a transaction queues is there when it commits: it is found by the next look.
    if (options.transaction === undefined) runner?.wake();
    return id;
  };

  /** Queues what came due; a process asks once for each occurrence, and the database takes it once of all of them. */
  const createOccurrences = (schedules: readonly Schedule[]) => {
    const done = new Map<Schedule, number>();
    let minute = -1;
    return async () => {
      const time = now();
      const current = Math.floor(time.getTime() / 60_000);
      if (current === minute) return;
      for (const schedule of schedules) {
        const occurrence = findDueOccurrence(schedule, time);
        if (occurrence === undefined || done.get(schedule) === occurrence.getTime()) continue;
        const id = nameOccurrence(schedule, occurrence);
        const queued = await sendJob(
          { boss, tracing },
          schedule.job,
          schedule.payload,
          { organizationId: null },
          id,
        );
        if (queued !== null) logger.info({ schedule: schedule.name, occurrence, jobId: id }, 'queued a job');
        done.set(schedule, occurrence.getTime());
      }
      minute = current;
    };
  };

  return {
    send,
    async start({ jobs, schedules = [], isRunning = true }) {
      const strange = schedules.find(({ job }) => !jobs.includes(job));
      if (strange !== undefined) throw new Error(`${strange.name} is a schedule of a job that is not there.`);
      await prepareJobTables(database.inBackground(), jobs, timings);
      for (const { name } of jobs) started.add(name);
      metrics?.watchJobs(() => countJobs(database));
      if (!isRunning) return;
      await boss.start();
      runner = startJobRunner({
        boss,
        database,
        jobs,
        logger,
        tracing,
        pollMs: timings.pollMs,
        leaseSeconds: timings.leaseSeconds,
        beforePoll: createOccurrences(schedules),
        onRun: (run) => metrics?.countJobRun(run),
      });
    },
    async close(graceMs = 0) {
      await runner?.close(graceMs);
      await boss.stop({ graceful: false });
    },
  };
}
