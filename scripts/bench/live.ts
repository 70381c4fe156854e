import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { ensureFirstOrganization } from '../../src/capabilities/access/viewer/local-owner.ts';
import { createCounter } from '../../src/capabilities/live/counting/counter.ts';
import { createCountingMetrics } from '../../src/capabilities/live/counting/counting-metrics.ts';
import { COUNT_COLUMNS, type LoggedEvent } from '../../src/capabilities/live/event/event.ts';
import { createAppender } from '../../src/capabilities/live/intake/appender.ts';
import { parseEvent } from '../../src/capabilities/live/intake/parse-event.ts';
import { openPostgresLog } from '../../src/capabilities/live/log/postgres-log.ts';
import { makeEventTables } from '../../src/capabilities/live/upkeep/event-tables.ts';
import {
  findCampaignMetrics,
  findInfluencerMetrics,
  findLivePerformers,
} from '../../src/capabilities/live/windows/windows.ts';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createMetrics } from '../../src/platform/telemetry/metrics.ts';
import type { Bench } from './bench-context.ts';
import { median, percentile, show } from './figures.ts';
import { CAMPAIGNS, CREATORS, writeEvent } from './live-events.ts';
import { measureLiveServer } from './live-server.ts';
import { measureLiveStrain } from './live-strain.ts';

const BATCH = 100;
const SENDERS = 20;

const logger = pino({ level: 'silent' });

function readEvent(number: number): LoggedEvent {
  const parsed = parseEvent(writeEvent(number), new Date());
  if (!('event' in parsed)) throw new Error(parsed.error.message);
  return { ...parsed.event, organizationId: 'default', isPublic: false };
}

/** Taking events in and counting them, beside what the database does with the same rows and nothing else. */
export async function measureLive(bench: Bench): Promise<void> {
  const events = bench.isQuick ? 100_000 : 500_000;
  await measureLog(bench, events);
  await measureLiveServer(bench);
  await measureLiveStrain(bench);
  await measureWindows(bench, bench.isQuick ? 1_000_000 : 10_000_000);
}

async function measureLog({ postgres, report, tell, runs }: Bench, events: number): Promise<void> {
  const accepted: number[] = [];
  const counted: number[] = [];
  const inserted: number[] = [];
  for (let run = 0; run < runs; run++) {
    const database = openPostgres(await postgres.createDatabase('bench_live'), logger);
    inserted.push(await insertPlainly(database, events));
    // Whose the events are: those of nobody are not counted.
    await ensureFirstOrganization(database);
    const log = await openPostgresLog({ database, logger });
    const begun = performance.now();
    await appendAll(log, events);
    accepted.push((performance.now() - begun) / 1_000);
    const counter = createCounter({
      logger,
      metrics: createCountingMetrics(createMetrics()),
      retryMilliseconds: 1_000,
    });
    const counting = performance.now();
    const consumer = await log.consume(counter.count, counter.setAside);
    while ((await log.lag()).some(({ waiting }) => waiting > 0)) await sleep(20);
    counted.push((performance.now() - counting) / 1_000);
    await consumer.stop();
    await log.close();
    await database.close();
    await postgres.dropDatabase('bench_live');
    tell(
      `${events} events: accepted in ${show(accepted.at(-1) ?? 0)} s, counted in ${show(counted.at(-1) ?? 0)} s; plain rows in ${show(inserted.at(-1) ?? 0)} s`,
    );
  }
  const size = `${events.toLocaleString('en-US')} events`;
  const rate = (seconds: readonly number[]) => Math.round(events / median(seconds));
  report.figures.push(
    {
      measure: `accepting ${size}, ${BATCH} a request, ${SENDERS} senders at once`,
      value: `${show(median(accepted))} s`,
      beside: `the same rows by multi-row insert, without an index: ${show(median(inserted))} s`,
      figure: rate(accepted),
      unit: 'rows/s',
      limit: { atLeast: 10_000 },
    },
    {
      measure: `counting ${size}`,
      value: `${show(median(counted))} s`,
      beside: `the same rows by multi-row insert, without an index: ${show(median(inserted))} s`,
      figure: rate(counted),
      unit: 'rows/s',
      limit: { atLeast: 10_000 },
    },
  );
}

async function appendAll(log: Parameters<typeof createAppender>[0]['log'], events: number): Promise<void> {
  const appender = createAppender({ log, mostWaiting: 20_000, mostAtOnce: 5_000, isFull: () => false });
  let next = 0;
  const send = async () => {
    while (next < events) {
      const from = next;
      next += BATCH;
      await appender.append(Array.from({ length: BATCH }, (_, index) => readEvent(from + index)));
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

const INSERT_PLAINLY = statement(
  'bench_insert_plainly',
  `insert into bare select * from json_to_recordset($1::json) as event
     (id text, "campaignId" text, "influencerId" text, "postId" text, kind text)`,
);

async function insertPlainly(database: Database, events: number): Promise<number> {
  await database.execute(
    'create table bare (id text, campaign_id text, influencer_id text, post_id text, kind text)',
  );
  const begun = performance.now();
  for (let from = 0; from < events; from += 2_000) {
    const rows = Array.from({ length: Math.min(2_000, events - from) }, (_, index) =>
      writeEvent(from + index),
    );
    await database.query(INSERT_PLAINLY, [JSON.stringify(rows)]);
  }
  return (performance.now() - begun) / 1_000;
}

/** Windows over so many events of the last two days, which were loaded at once. */
async function measureWindows({ postgres, report, tell, isQuick }: Bench, events: number): Promise<void> {
  const database = openPostgres(await postgres.createDatabase('bench_windows'), logger);
  await makeEventTables(database);
  tell(`loading what ${events} events add up to`);
  await loadSums(database, events);
  await postgres.settle('bench_windows');
  const own = database.forOrganization('default');
  const reads = {
    campaignMetrics: (number: number) => findCampaignMetrics(request(number)),
    influencerMetrics: (number: number) =>
      findInfluencerMetrics(request(number), `creator-${number % CREATORS}`),
    liveTopPerformers: (number: number) =>
      findLivePerformers(request(number), { rankBy: 'CONFIDENT_ENGAGEMENT_RATE', limit: 10 }),
  };
  function request(number: number) {
    const window = (['HOUR', 'DAY', 'TOTAL'] as const)[number % 3] ?? 'HOUR';
    return {
      database: own,
      organizationId: 'default',
      campaignId: `campaign-${number % CAMPAIGNS}`,
      window,
      origin: 'TRUSTED',
      now: new Date(),
    } as const;
  }
  for (const [name, read] of Object.entries(reads)) {
    const times: number[] = [];
    for (let number = 0; number < (isQuick ? 300 : 3_000); number++) {
      const begun = performance.now();
      await read(number);
      times.push(performance.now() - begun);
    }
    const size = `${events.toLocaleString('en-US')} events behind it`;
    const [half, most] = [percentile(times, 0.5), percentile(times, 0.99)];
    for (const [share, value, atMost] of [
      ['p50', half, 5],
      ['p99', most, 20],
    ] as const) {
      report.figures.push({
        measure: `${name}, ${share}, ${size}`,
        value: `${show(value)} ms`,
        beside: 'HOUR, DAY and TOTAL in turn',
        figure: value,
        unit: 'ms',
        limit: { atMost },
      });
    }
  }
  await database.close();
  await postgres.dropDatabase('bench_windows');
}

const KEYS = 'organization_id, campaign_id, influencer_id, post_id, is_public';
const COUNTS = Object.values(COUNT_COLUMNS);

/** What the events would have added up to, spread evenly over the minutes of two days: each creator has one post. */
async function loadSums(database: Database, events: number): Promise<void> {
  const minutes = 2_880;
  const perMinute = events / minutes / CAMPAIGNS;
  // Each minute has the events of as many creators as there are events in it, up to all.
  const creators = Math.min(CREATORS, Math.ceil(perMinute));
  const counts = COUNTS.map((column) =>
    column === 'views' ? `${Math.max(1, Math.round(perMinute / creators))}` : '1',
  );
  const sums = COUNTS.map((column) => `sum(${column})`).join(', ');
  await database.execute(`
    insert into event_minute (start, ${KEYS}, ${COUNTS.join(', ')})
    select date_trunc('minute', now()) - minute * interval '1 minute', 'default', 'campaign-' || campaign,
           'creator-' || (minute * 7 + creator) % ${CREATORS}, 'post-' || (minute * 7 + creator) % ${CREATORS}, false, ${counts.join(', ')}
      from generate_series(0, ${minutes - 1}) as minute, generate_series(0, ${CAMPAIGNS - 1}) as campaign,
           generate_series(0, ${creators - 1}) as creator;
    insert into event_hour (start, ${KEYS}, ${COUNTS.join(', ')})
    select date_trunc('hour', start), ${KEYS}, ${sums} from event_minute group by 1, 2, 3, 4, 5, 6;
    insert into event_campaign_minute (start, organization_id, campaign_id, is_public, ${COUNTS.join(', ')})
    select start, organization_id, campaign_id, is_public, ${sums} from event_minute group by 1, 2, 3, 4;
    insert into event_total (${KEYS}, ${COUNTS.join(', ')})
    select ${KEYS}, ${sums} from event_minute group by 1, 2, 3, 4, 5`);
}
