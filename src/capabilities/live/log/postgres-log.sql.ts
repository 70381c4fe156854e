import { statement } from '../../../platform/storage/database.ts';

/** The rows that stand for the log's partitions ($1 of them), where they are not there yet. */
export const MAKE_PARTITIONS = statement(
  'event_log_make_partitions',
  `with partition as (select generate_series(0, $1::int - 1)::smallint as partition), head as (
     insert into event_log_head (partition) select partition from partition on conflict do nothing
   )
   insert into event_consumer (partition) select partition from partition on conflict do nothing`,
);

/** Told on commit, with the partitions that have grown. */
export const LOG_CHANNEL = 'marquee_event_log';

/**
 * Appends events ($1, as JSON). The heads of the partitions are locked in one order, and until the commit: a position is seen
 * after those below it, and two appends never wait for each other. Served by event_log_head_pkey.
 */
export const APPEND = statement(
  'event_log_append',
  `with event as materialized (
     select * from rows from (
       json_to_recordset($1::json) as (
         partition smallint, organization_id text, event_id text, campaign_id text, influencer_id text, post_id text,
         kind text, count bigint, at timestamptz, is_public boolean, attributes jsonb)
     ) with ordinality as event (partition, organization_id, event_id, campaign_id, influencer_id, post_id,
         kind, count, at, is_public, attributes, number)
   ), locked as materialized (
     select partition from event_log_head
      where partition in (select partition from event) order by partition for update
   ), grown as (
     update event_log_head as head set position = head.position + added.events
       from (select partition, count(*) as events from event group by 1) as added
       join locked on locked.partition = added.partition
      where head.partition = added.partition
     returning head.partition, head.position - added.events as before,
               -- After the lock: what is accepted at a time is not seen to be missing later than at that time.
               clock_timestamp() as accepted_at
   ), appended as (
     insert into event_log (day, partition, position, accepted_at, organization_id, event_id, campaign_id, influencer_id,
                            post_id, kind, count, at, is_public, attributes)
     select (grown.accepted_at at time zone 'UTC')::date, event.partition,
            grown.before + row_number() over (partition by event.partition order by event.number),
            grown.accepted_at, event.organization_id, event.event_id, event.campaign_id, event.influencer_id, event.post_id,
            event.kind, event.count, coalesce(event.at, grown.accepted_at), event.is_public, event.attributes
       from event join grown on grown.partition = event.partition
   )
   select pg_notify('${LOG_CHANNEL}', string_agg(partition::text, ',')) from grown`,
);

/**
 * One partition that has events and that nobody else counts, the least up to date first; locked until the transaction ends,
 * whichever way the process that counts it ends. Served by both primary keys.
 */
export const TAKE_PARTITION = statement(
  'event_log_take_partition',
  `select consumer.partition, consumer.position, head.position as head
     from event_consumer as consumer
     join event_log_head as head on head.partition = consumer.partition
    where head.position > consumer.position
    order by consumer.watermark nulls first
    limit 1 for update of consumer skip locked`,
);

/** The next events of a partition ($1) beyond a position ($2), at most $3: the first and the last, and how many. Served by event_log_pkey. */
export const FIND_NEXT = statement(
  'event_log_find_next',
  `select min(position) as first, max(position) as last, count(*)::int as events
     from (select position from event_log where partition = $1 and position > $2 order by position limit $3) as batch`,
);

/** Passes over positions of a partition ($1) up to $2: their events are gone. Served by event_consumer_pkey. */
export const PASS_OVER = statement(
  'event_log_pass_over',
  'update event_consumer set position = $2 where partition = $1',
);

/** Commits how far a partition ($1) is counted ($2). Served by event_log_pkey. */
export const COMMIT_POSITION = statement(
  'event_log_commit',
  `update event_consumer
      set position = $2,
          watermark = (select accepted_at from event_log where partition = $1 and position = $2)
    where partition = $1`,
);

/** Partitions that are counted to their end are up to date now; those that grow or are counted at the moment are left out. */
export const RENEW_WATERMARKS = statement(
  'event_log_renew_watermarks',
  `update event_consumer as consumer set watermark = now()
     from (
       select consumer.partition from event_consumer as consumer
         join event_log_head as head on head.partition = consumer.partition and head.position = consumer.position
        order by consumer.partition for update of consumer skip locked for share of head skip locked
     ) as idle
    where consumer.partition = idle.partition`,
);

/** How many events wait in each partition, and since when. Served by event_log_pkey. */
export const READ_LAG = statement(
  'event_log_lag',
  `select head.partition, (head.position - consumer.position)::float8 as waiting,
          (select accepted_at from event_log
            where event_log.partition = head.partition and event_log.position > consumer.position
            order by event_log.position limit 1) as "oldestAcceptedAt"
     from event_log_head as head join event_consumer as consumer on consumer.partition = head.partition
    order by head.partition`,
);

/** The events of a partition ($1) beyond a position ($2) up to another ($3). Served by event_log_pkey. */
export const BATCH_SOURCE =
  '(select * from event_log where partition = $1 and position > $2 and position <= $3) as event';
