import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the process counts. Every label comes from a closed set: no caller can make the metrics grow. */
export interface Metrics {
  /** One GraphQL request that was answered. `operation` must come from a bounded set, such as the schema's root fields. */
  observeOperation(answered: {
    readonly type: string;
    readonly operation: string;
    /** `ok`, or the code of the first error. */
    readonly outcome: string;
    readonly seconds: number;
  }): void;
  countResolverError(code: string): void;
  countCacheAnswer(cache: string, answer: 'hit' | 'miss' | 'stale'): void;
  countImport(
    status: string,
    rows: { readonly loaded: number; readonly rejected: number; readonly superseded: number },
  ): void;
  countModelCall(outcome: 'ok' | 'failed'): void;
  countModelTokens(tokens: { readonly input: number; readonly output: number }): void;
  countModelRetry(): void;
  countRateLimited(budget: string): void;
  /** A client that went away before its answer was complete. `route` must come from a bounded set, such as the routes' patterns. */
  countClientGone(route: string): void;
  countUnhandledRejection(): void;
  /** One run of a job. `job` is the name of its kind. */
  countJobRun(run: { readonly job: string; readonly outcome: string; readonly seconds: number }): void;
  /** How many jobs there are is read each time the metrics are; what cannot be read is left out. */
  watchJobs(read: () => Promise<readonly JobsInState[]>): void;
  /** Everything in Prometheus' text format. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** How many jobs of a kind stand in a state, and for how long the first of them has waited. */
export interface JobsInState {
  readonly job: string;
  readonly state: string;
  readonly count: number;
  readonly oldestSeconds: number;
}

const DURATION_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const JOB_BUCKETS_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800];

/** What is asked when metrics are read. */
export interface MetricsSources {
  databaseLoad?(): { readonly waiting: number; readonly refused: number };
}

const idle = () => ({ waiting: 0, refused: 0 });

/** Metrics in a registry of their own, with those of the process (memory, CPU, event-loop delay, garbage collection). */
export function createMetrics({ databaseLoad = idle }: MetricsSources = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const count = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });

  const operations = count('marquee_operations_total', 'GraphQL requests answered', [
    'type',
    'operation',
    'outcome',
  ]);
  const durations = new Histogram({
    name: 'marquee_operation_duration_seconds',
    help: 'How long GraphQL requests took, from parsed body to answer',
    labelNames: ['type', 'operation'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const resolverErrors = count('marquee_resolver_errors_total', 'Errors that resolvers raised', ['code']);
  const cacheAnswers = count('marquee_cache_answers_total', 'Answers that a cache was asked for', [
    'cache',
    'answer',
  ]);
  const imports = count('marquee_imports_total', 'Imports that ended', ['status']);
  const importRows = count('marquee_import_rows_total', 'Rows read by imports', ['outcome']);
  const modelCalls = count('marquee_model_calls_total', 'Calls of the language model', ['outcome']);
  const modelTokens = count('marquee_model_tokens_total', 'Tokens of the language model', ['direction']);
  const modelRetries = count(
    'marquee_model_retries_total',
    'Calls of the language model that were made again',
    [],
  );
  const rateLimited = count('marquee_rate_limited_total', 'Requests refused because a budget was spent', [
    'budget',
  ]);
  const clientsGone = count(
    'marquee_clients_gone_total',
    'Clients that left before their answer was complete',
    ['route'],
  );
  const unhandledRejections = count(
    'marquee_unhandled_rejections_total',
    'Promises that failed without anybody to catch it: always a bug of the server',
    [],
  );
  new Gauge({
    name: 'marquee_database_waiting',
    help: 'Work that waits for a connection to the database',
    registers,
    collect() {
      this.set(databaseLoad().waiting);
    },
  });
  new Counter({
    name: 'marquee_database_refused_total',
    help: 'Work refused because too much waited for the database, or for too long',
    registers,
    collect() {
      this.reset();
      this.inc(databaseLoad().refused);
    },
  });
  const jobRuns = count('marquee_job_runs_total', 'Runs of jobs that ended', ['job', 'outcome']);
  const jobDurations = new Histogram({
    name: 'marquee_job_duration_seconds',
    help: 'How long runs of jobs took',
    labelNames: ['job'],
    buckets: JOB_BUCKETS_SECONDS,
    registers,
  });
  const jobs = new Gauge({
    name: 'marquee_jobs',
    help: 'Jobs that are due, run, or were put aside as failed, in the whole database',
    labelNames: ['job', 'state'],
    registers,
  });
  const oldestJobs = new Gauge({
    name: 'marquee_job_oldest_seconds',
    help: 'How long the job has been due that has waited longest',
    labelNames: ['job'],
    registers,
  });
  let readJobs: () => Promise<readonly JobsInState[]> = async () => [];
  const refreshJobs = async () => {
    // A database that is away has a metric of its own: a number that was true before is none.
    const states = await readJobs().catch(() => []);
    jobs.reset();
    oldestJobs.reset();
    for (const { job, state, count: size, oldestSeconds } of states) {
      jobs.set({ job, state }, size);
      if (state === 'queued') oldestJobs.set({ job }, oldestSeconds);
    }
  };

  return {
    observeOperation({ type, operation, outcome, seconds }) {
      operations.inc({ type, operation, outcome });
      durations.observe({ type, operation }, seconds);
    },
    countResolverError: (code) => resolverErrors.inc({ code }),
    countCacheAnswer: (cache, answer) => cacheAnswers.inc({ cache, answer }),
    countImport(status, { loaded, rejected, superseded }) {
      imports.inc({ status });
      importRows.inc({ outcome: 'loaded' }, loaded);
      importRows.inc({ outcome: 'rejected' }, rejected);
      importRows.inc({ outcome: 'superseded' }, superseded);
    },
    countModelCall: (outcome) => modelCalls.inc({ outcome }),
    countModelTokens({ input, output }) {
      modelTokens.inc({ direction: 'input' }, input);
      modelTokens.inc({ direction: 'output' }, output);
    },
    countModelRetry: () => modelRetries.inc(),
    countRateLimited: (budget) => rateLimited.inc({ budget }),
    countClientGone: (route) => clientsGone.inc({ route }),
    countUnhandledRejection: () => unhandledRejections.inc(),
    countJobRun({ job, outcome, seconds }) {
      jobRuns.inc({ job, outcome });
      jobDurations.observe({ job }, seconds);
    },
    watchJobs(read) {
      readJobs = read;
    },
    async render() {
      await refreshJobs();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
