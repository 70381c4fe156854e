import type pg from 'pg';
import { parseMetric } from './prometheus-text.ts';
import type { SoakRedis } from './redis.ts';
import type { Server } from './server.ts';

/** One value of a series at one moment; a series of a process begins anew with each process. */
export interface Sample {
  readonly seconds: number;
  readonly value: number;
  readonly pid?: number;
}

export interface Samples {
  take(): Promise<void>;
  readonly series: ReadonlyMap<string, readonly Sample[]>;
}

const MEGABYTE = 1_048_576;

/** These grow with what people keep: they are told, and not judged. */
const KEPT_FOR_GOOD =
  "('brief', 'import', 'rejected_row', 'audit_entry', 'session', 'refresh_token', 'api_token')";

const OF_THE_DATABASE = `select
  (select sum(n_dead_tup) from pg_stat_user_tables)::float8 as "dead rows",
  (select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid())::float8 as "connections",
  (select sum(pg_total_relation_size(oid)) / ${MEGABYTE} from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not in ${KEPT_FOR_GOOD})::float8 as "MB of what imports replace",
  (select sum(pg_total_relation_size(oid)) / ${MEGABYTE} from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname in ${KEPT_FOR_GOOD})::float8 as "MB of what is kept for good"`;

/** Measures both servers, Redis and PostgreSQL. */
export function createSamples(servers: readonly Server[], redis: SoakRedis, database: pg.Client): Samples {
  const series = new Map<string, Sample[]>();
  const startedAt = performance.now();
  const add = (name: string, value: number | undefined, pid?: number) => {
    if (value === undefined || Number.isNaN(value)) return;
    const seconds = (performance.now() - startedAt) / 1_000;
    const samples = series.get(name) ?? [];
    samples.push({ seconds, value, ...(pid !== undefined && { pid }) });
    series.set(name, samples);
  };
  return {
    series,
    async take() {
      for (const server of servers) {
        const pid = server.pid();
        const text = await readMetrics(server);
        if (text === undefined || pid === undefined || pid !== server.pid()) continue;
        const bytes = parseMetric(text, 'process_resident_memory_bytes');
        const lag = parseMetric(text, 'nodejs_eventloop_lag_p99_seconds');
        add(`${server.name}: resident MB`, bytes && bytes / MEGABYTE, pid);
        const heap = parseMetric(text, 'nodejs_heap_size_used_bytes');
        const external = parseMetric(text, 'nodejs_external_memory_bytes');
        add(`${server.name}: heap MB`, heap && heap / MEGABYTE, pid);
        add(`${server.name}: outside of the heap MB`, external && external / MEGABYTE, pid);
        add(`${server.name}: event-loop delay p99, ms`, lag && lag * 1_000, pid);
      }
      const redisBytes = await redis.usedBytes();
      add('Redis: MB', redisBytes && redisBytes / MEGABYTE);
      const { rows } = await database.query<Record<string, number>>(OF_THE_DATABASE);
      for (const [name, value] of Object.entries(rows[0] ?? {})) add(`PostgreSQL: ${name}`, value);
    },
  };
}

async function readMetrics(server: Server): Promise<string | undefined> {
  try {
    const response = await fetch(`${server.url}/metrics`, { signal: AbortSignal.timeout(5_000) });
    return response.ok ? await response.text() : undefined;
  } catch {
    // It is being restarted; a server that does not answer is noticed by its clients.
    return undefined;
  }
}
