import { type Session, type Statement, statement } from '../../../platform/storage/database.ts';
import type { InfluencerData } from '../../imports/index.ts';
import { COUNT_COLUMNS } from '../event/event.ts';
import { REMEMBER_ERASED } from './erased-creators.sql.ts';
import { HOLD_ALL_PARTITIONS } from './hold-partitions.sql.ts';

const COLUMNS = Object.values(COUNT_COLUMNS).join(', ');
const SUMS = Object.values(COUNT_COLUMNS)
  .map((column) => `sum(${column})::bigint`)
  .join(', ');

/** $1 the organization, $2 the creator, $3 what they are called from then on. Their posts lose their ids, and become one. */
function merge(table: string, key: string): Statement {
  return statement(
    `live_erase_${table}`,
    `with gone as (
       delete from ${table} where organization_id = $1 and influencer_id = $2 returning ${key}, ${COLUMNS}
     ), kept as (
       insert into ${table} (organization_id, influencer_id, post_id, ${key}, ${COLUMNS})
       select $1, $3, '', ${key}, ${SUMS} from gone group by ${key}
     )
     select count(*)::int as count from gone`,
  );
}

/** event_total has an index by creator; the others are looked over, for none of their indexes begins with the creator. */
const MERGE = [
  merge('event_total', 'campaign_id, is_public'),
  ...['event_minute', 'event_hour', 'event_day'].map((table) =>
    merge(table, 'campaign_id, start, is_public'),
  ),
];

/** What is on its way to be counted too. */
const RENAME = [
  statement(
    'live_erase_log',
    `with renamed as (
       update event_log set influencer_id = $3, post_id = '', attributes = null
        where organization_id = $1 and influencer_id = $2 returning 1
     ) select count(*)::int as count from renamed`,
  ),
  statement(
    'live_erase_failed',
    `with renamed as (
       update failed_event set influencer_id = $3, post_id = ''
        where organization_id = $1 and influencer_id = $2 returning 1
     ) select count(*)::int as count from renamed`,
  ),
];

/** Events name creators and their posts. Nothing is counted meanwhile: it would come in under the old name. */
export const influencerEvents: InfluencerData = {
  async erase(session, { organizationId, influencerId, name }) {
    await session.query(HOLD_ALL_PARTITIONS);
    // For what stands in a log that cannot be changed.
    await session.query(REMEMBER_ERASED, [organizationId, influencerId, name]);
    let isKnown = false;
    for (const sql of [...RENAME, ...MERGE])
      if ((await countOf(session, sql, [organizationId, influencerId, name])) > 0) isKnown = true;
    return isKnown;
  },
};

async function countOf(session: Session, sql: Statement, values: readonly string[]): Promise<number> {
  const [row] = await session.query<{ count: number }>(sql, values);
  return row?.count ?? 0;
}
