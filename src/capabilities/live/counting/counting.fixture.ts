import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '../../../../test/databases.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { ensureFirstOrganization } from '../../access/viewer/local-owner.ts';
import { EVENT_KINDS, type EventKind, type LoggedEvent } from '../event/event.ts';
import type { EventLog } from '../log/event-log.ts';
import { openPostgresLog } from '../log/postgres-log.ts';
import { createCountingMetrics } from './counting-metrics.ts';
import { type Counting, startCounting } from './start-counting.ts';

/** Short enough that a test can wait for five attempts. */
const RETRY_MILLISECONDS = 20;

/** Between two looks: without a rest, looking would be most of the work. */
const LOOK_AGAIN_MILLISECONDS = 10;

let sent = 0;

/** An event of the organization `default`, as tests want it. */
export function eventOf(given: Partial<LoggedEvent> = {}): LoggedEvent {
  sent += 1;
  return {
    organizationId: 'default',
    id: `event-${sent}`,
    campaignId: 'spring',
    influencerId: 'ana',
    postId: 'p1',
    kind: 'VIEW',
    count: 1,
    at: null,
    attributes: null,
    isPublic: false,
    ...given,
  };
}

/** Counts a log's events, as a server does. Their organization, `default`, is made where it is not there. */
export async function countEvents(database: Database, log: EventLog): Promise<Counting> {
  await ensureFirstOrganization(database);
  return startCounting({
    database,
    log,
    logger: silentLogger,
    metrics: createCountingMetrics(createMetrics()),
    retryMilliseconds: RETRY_MILLISECONDS,
  });
}

export async function openLog(database: Database): Promise<EventLog> {
  return openPostgresLog({ database, logger: silentLogger });
}

/** Resolves once everything that was appended is counted or put aside. */
export async function waitUntilCounted(database: Database, log: EventLog): Promise<void> {
  const retrying = statement(
    'test_retrying',
    `select count(*)::int as count from failed_event where state = 'RETRYING'`,
  );
  for (;;) {
    const waiting = (await log.lag()).reduce((sum, partition) => sum + partition.waiting, 0);
    const [failed] = await database.query<{ count: number }>(retrying);
    if (waiting === 0 && failed?.count === 0) return;
    await sleep(LOOK_AGAIN_MILLISECONDS);
  }
}

/** Sums by kind, as {@link sumsOf} reads them and {@link referenceOf} computes them. */
export type Sums = Readonly<Record<string, number>>;

/** What a table holds of each creator and kind. */
export async function sumsOf(database: Database, table: string): Promise<Sums> {
  const columns = ['views', 'likes', 'comments', 'shares', 'saves', 'clicks', 'coupon_uses', 'conversions'];
  const listed = columns.map((column) => `sum(${column})::float8 as ${column}`).join(', ');
  const key = table === 'event_campaign_minute' ? `''` : 'influencer_id';
  const rows = await database.query<Record<string, number | string>>(
    statement(
      `test_sums_${table}`,
      `select campaign_id || '/' || ${key} as key, ${listed} from ${table} group by 1 order by 1`,
    ),
  );
  return Object.fromEntries(
    rows.flatMap(({ key, ...sums }) =>
      columns.flatMap((column, index) =>
        Number(sums[column]) === 0 ? [] : [[`${key}/${EVENT_KINDS[index]}`, Number(sums[column])] as const],
      ),
    ),
  );
}

/** The same of events, each id once. */
export function referenceOf(events: readonly LoggedEvent[], byCreator = true): Sums {
  const sums = new Map<string, number>();
  const seen = new Set<string>();
  for (const { organizationId, id, campaignId, influencerId, kind, count } of events) {
    const name = JSON.stringify([organizationId, id]);
    if (seen.has(name)) continue;
    seen.add(name);
    const key = `${campaignId}/${byCreator ? influencerId : ''}/${kind satisfies EventKind}`;
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}
