import type { Database } from '../../../platform/storage/database.ts';
import { statement } from '../../../platform/storage/database.ts';

/** A table that is divided by time. */
interface DividedTable {
  readonly name: string;
  readonly column: string;
  readonly unit: 'DAY' | 'MONTH';
  /** Rows of it are changed in place: their pages keep room for that. */
  readonly isUpdated: boolean;
}

const DIVIDED: readonly DividedTable[] = [
  { name: 'event_log', column: 'day', unit: 'DAY', isUpdated: false },
  { name: 'event_minute', column: 'start', unit: 'DAY', isUpdated: true },
  { name: 'event_campaign_minute', column: 'start', unit: 'DAY', isUpdated: true },
  { name: 'event_hour', column: 'start', unit: 'MONTH', isUpdated: true },
];

/** For how many days each kind of row is kept. */
export interface EventRetention {
  /** Events as they came, once they are counted. */
  readonly logDays: number;
  readonly minuteDays: number;
  readonly hourDays: number;
  /** Ids of events that were counted. */
  readonly idDays: number;
}

/** One of the tables that a divided table consists of: the rows from one time to another. */
interface Part {
  readonly name: string;
  /** As SQL takes them, in UTC. */
  readonly from: string;
  readonly to: string;
}

const EXISTS = statement('event_tables_exists', 'select from pg_class where relname = $1');
const LOCK = statement(
  'event_tables_lock',
  `select pg_advisory_xact_lock(hashtextextended('marquee:event-tables', 0))`,
);

/** Makes the tables of yesterday, today and the two days to come, and of the months around them, where they are not there. */
export async function makeEventTables(database: Database, now = new Date()): Promise<void> {
  for (const table of DIVIDED) {
    for (const part of partsAround(table, now)) {
      if ((await database.query(EXISTS, [part.name])).length > 0) continue;
      await database.transaction(async (session) => {
        await session.query(LOCK);
        if ((await session.query(EXISTS, [part.name])).length === 0)
          await session.execute(makePart(table, part));
      });
    }
  }
}

/** Rows that came before their table, such as those of a restored backup, move into it. */
function makePart({ name, column, isUpdated }: DividedTable, part: Part): string {
  const range = `${column} >= '${part.from}' and ${column} < '${part.to}'`;
  return `
    create table ${part.name} (like ${name} including defaults including constraints including indexes)
      ${isUpdated ? 'with (fillfactor = 60)' : ''};
    insert into ${part.name} select * from ${name}_default where ${range};
    delete from ${name}_default where ${range};
    alter table ${name} attach partition ${part.name} for values from ('${part.from}') to ('${part.to}')`;
}

function partsAround({ name, unit }: DividedTable, now: Date): Part[] {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const starts =
    unit === 'DAY'
      ? [-1, 0, 1, 2, 3].map((days) => new Date(Date.UTC(year, month, day + days)))
      : [-1, 0, 1, 2].map((months) => new Date(Date.UTC(year, month + months, 1)));
  return starts.slice(0, -1).map((start, index) => ({
    name: `${name}_${start
      .toISOString()
      .slice(0, unit === 'DAY' ? 10 : 7)
      .replaceAll('-', '')}`,
    from: start.toISOString(),
    to: (starts[index + 1] ?? start).toISOString(),
  }));
}

/** Tables of a divided table whose rows are all older than $2, by what their name says. */
const LIST_OLD = statement(
  'event_tables_old',
  `select relname::text as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = $1::text::regclass and relname ~ '_\\d+$' and substring(relname from '\\d+$') < $2 order by relname`,
);

const isUncounted = (part: string) =>
  statement(
    '',
    `select from event_consumer as consumer
      where exists (select from ${part} as event
                     where event.partition = consumer.partition and event.position > consumer.position) limit 1`,
  );

/** How many rows are deleted at a time. */
const PORTION = 10_000;

/** Takes out what has had its time: tables as wholes, and rows that stand in none of them in portions. */
export async function dropOldEvents(
  database: Database,
  { logDays, minuteDays, hourDays, idDays }: EventRetention,
  now = new Date(),
): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  for (const { name, column, unit } of DIVIDED) {
    const days = name === 'event_log' ? logDays : unit === 'MONTH' ? hourDays : minuteDays;
    const limit = before(days).toISOString();
    const suffix = limit.slice(0, unit === 'DAY' ? 10 : 7).replaceAll('-', '');
    for (const old of await database.query<{ name: string }>(LIST_OLD, [name, suffix])) {
      if (name === 'event_log' && (await database.query(isUncounted(old.name))).length > 0) continue;
      await database.transaction(async (session) => {
        await session.execute(`set local lock_timeout = '5s'; drop table ${old.name}`);
      });
    }
    if (name !== 'event_log')
      await deleteInPortions(database, `${name}_default`, `${column} < $1::timestamptz`, limit);
  }
  await deleteInPortions(
    database,
    'erased_event_creator',
    'erased_at < $1::timestamptz',
    before(idDays).toISOString(),
  );
  await deleteInPortions(database, 'known_event', 'seen_on < $1::timestamptz', before(idDays).toISOString());
}

async function deleteInPortions(
  database: Database,
  table: string,
  where: string,
  limit: string,
): Promise<void> {
  const remove = statement(
    `event_tables_delete_${table}`,
    `delete from ${table} where ctid = any (array(select ctid from ${table} where ${where} limit ${PORTION})) returning 1 as gone`,
  );
  for (;;) if ((await database.query(remove, [limit])).length < PORTION) return;
}
