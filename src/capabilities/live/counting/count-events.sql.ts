import { type Statement, statement } from '../../../platform/storage/database.ts';
import { COUNT_COLUMNS, LATEST_HOURS } from '../event/event.ts';
import type { EventSource } from '../log/event-log.ts';

const COLUMNS = Object.values(COUNT_COLUMNS);
const LIST = COLUMNS.join(', ');

/** Each kind's events, as a sum of its own. */
const SUMS_OF_EVENTS = Object.entries(COUNT_COLUMNS)
  .map(([kind, column]) => `coalesce(sum(count) filter (where kind = '${kind}'), 0)::bigint as ${column}`)
  .join(', ');
const SUMS_OF_SUMS = COLUMNS.map((column) => `sum(${column})::bigint as ${column}`).join(', ');

/**
 * Adds sums to a table, in the order of its key. The columns of the key that the sums do not have by themselves are given as
 * expressions.
 */
function addTo(table: string, key: readonly string[], expressions: Readonly<Record<string, string>> = {}) {
  const selected = key.map((column) =>
    column in expressions ? `${expressions[column]} as ${column}` : column,
  );
  const added = COLUMNS.map((column) => `${column} = ${table}.${column} + excluded.${column}`).join(', ');
  const places = key.map((_, index) => index + 1).join(', ');
  return `insert into ${table} (${key.join(', ')}, ${LIST})
     select ${selected.join(', ')}, ${SUMS_OF_SUMS} from sums group by ${places} order by ${places}
     on conflict (${key.join(', ')}) do update set ${added}`;
}

const BUCKET = ['organization_id', 'campaign_id', 'start', 'influencer_id', 'post_id', 'is_public'] as const;
const inUtc = (unit: 'hour' | 'day') => ({
  start: `date_trunc('${unit}', start at time zone 'UTC') at time zone 'UTC'`,
});

/** How many events were given, and what became of them; what is none of these was known already. */
export interface CountedEvents {
  readonly given: number;
  readonly counted: number;
  readonly late: number;
  /** Events of organizations that are gone, or are being deleted: nothing of them is kept. */
  readonly disowned: number;
  /** Campaigns whose metrics are others now, as JSON texts of [organization, campaign]. */
  readonly campaigns: readonly string[];
}

/** Whether the organization of an event is there, and is not being deleted: what comes in behind its deletion would stay. */
const IS_OWNED = `exists (select from organization
                           where organization.id = event.organization_id
                             and (deletion_due_at is null or deletion_due_at > clock_timestamp()))`;

const inOneStep = (name: string, counted: string) =>
  statement(
    name,
    `with ${counted}, sums as materialized (
       select organization_id, campaign_id, influencer_id, post_id, is_public, date_trunc('minute', at) as start, ${SUMS_OF_EVENTS}
         from counted where not is_late group by 1, 2, 3, 4, 5, 6
     ), minutes as (
       ${addTo('event_minute', BUCKET)}
     ), hours as (
       ${addTo('event_hour', BUCKET, inUtc('hour'))}
     ), days as (
       ${addTo('event_day', BUCKET, inUtc('day'))}
     ), campaign_minutes as (
       ${addTo('event_campaign_minute', ['organization_id', 'campaign_id', 'is_public', 'start'])}
     ), totals as (
       ${addTo('event_total', ['organization_id', 'campaign_id', 'influencer_id', 'post_id', 'is_public'])}
     )
     select (select count(*) from event)::int as given,
            (select count(*) from counted where not is_late)::int as counted,
            (select count(*) from counted where is_late)::int as late,
            (select count(*) from event where not is_owned)::int as disowned,
            array(select distinct jsonb_build_array(organization_id, campaign_id)::text from sums) as campaigns`,
  );

/**
 * Counts events: those whose id is not known are added to the sums of their minute, hour, day and post, and those that came
 * too late become dead letters. In one statement, so that an id and what it adds are kept together or not at all.
 * Ids and sums are written in the order of their keys: two that count never wait for each other in a circle. Served by the
 * primary keys.
 */
export function countEvents(source: EventSource): Statement {
  return inOneStep(
    `events_count_${source.name}`,
    `event as materialized (
       select event.organization_id, event.event_id, event.accepted_at, event.campaign_id, event.influencer_id, event.post_id,
              event.kind, event.count, event.at, event.is_public,
              event.at < event.accepted_at - interval '${LATEST_HOURS} hours' as is_late,
              row_number() over (partition by event.organization_id, event.event_id order by event.accepted_at) as nth,
              ${IS_OWNED} as is_owned
         from ${source.text}
     ), fresh as (
       insert into known_event (organization_id, id, seen_on)
       select organization_id, event_id, (accepted_at at time zone 'UTC')::date from event where nth = 1 and is_owned order by 1, 2
       on conflict do nothing returning organization_id, id
     ), counted as materialized (
       select event.* from event
         join fresh on fresh.organization_id = event.organization_id and fresh.id = event.event_id
        where event.nth = 1
     ), put_aside as (
       insert into failed_event
         (organization_id, id, state, attempts, code, message, accepted_at, campaign_id, influencer_id, post_id, kind, count,
          at, is_public)
       select organization_id, event_id, 'DEAD', 1, 'TOO_LATE',
              'It happened more than ${LATEST_HOURS} hours before it was accepted. Replay it to count it all the same.',
              accepted_at, campaign_id, influencer_id, post_id, kind, count, at, is_public
         from counted where is_late
       on conflict do nothing
     )`,
  );
}

/** Counts the failed event $2 of the organization $1, however late it is; its id is known already. */
export const COUNT_FAILED = inOneStep(
  'events_count_failed',
  `event as materialized (
     select organization_id, campaign_id, influencer_id, post_id, kind, count, at, is_public, true as is_owned
       from failed_event where organization_id = $1 and id = $2
   ), counted as materialized (
     select event.*, false as is_late from event
   )`,
);
