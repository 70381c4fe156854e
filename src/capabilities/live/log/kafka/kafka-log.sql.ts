import { statement } from '../../../../platform/storage/database.ts';
import { organizationInfluencerDigest } from '../../leaving/erased-creators.sql.ts';

/**
 * Events as JSON ($1), as a relation. Those of creators who were erased since they were accepted come under the name that stands for them,
 * for nothing can be changed in the topic. Served by erased_event_creator_pkey.
 */
export const JSON_SOURCE = `(select message.organization_id, message.event_id, message.campaign_id,
         coalesce(erased.name, message.influencer_id) as influencer_id,
         case when erased.name is null then message.post_id else '' end as post_id,
         message.kind, message.count, message.at, message.is_public, message.accepted_at
    from json_to_recordset($1::json) as message (
      organization_id text, event_id text, campaign_id text, influencer_id text, post_id text, kind text, count bigint,
      at timestamptz, is_public boolean, accepted_at timestamptz)
    left join erased_event_creator as erased
           on erased.organization_id = message.organization_id
          and erased.digest = ${organizationInfluencerDigest('message.organization_id', 'message.influencer_id')}
          and erased.erased_at >= message.accepted_at) as event`;

/** Whoever counts events of a Kafka partition ($2) of so many ($1) holds the rows of those that it stands for. */
export const HOLD = statement(
  'kafka_log_hold',
  'select from event_consumer where partition % $1::int = $2::int order by partition for update',
);

/** What was accepted before $3 is counted. Positions stay those of the log in the database. */
export const MARK_COUNTED = statement(
  'kafka_log_mark_counted',
  `update event_consumer set watermark = greatest(watermark, $3::timestamptz) where partition % $1::int = $2::int`,
);

/** Partitions ($2) of so many ($1) were counted to their end at $3; those that are being counted at the moment are left out. */
export const RENEW_WATERMARKS = statement(
  'kafka_log_renew_watermarks',
  `update event_consumer as consumer set watermark = greatest(watermark, $3::timestamptz)
     from (
       select partition from event_consumer where partition % $1::int = any ($2::int[])
        order by partition for update skip locked
     ) as idle
    where consumer.partition = idle.partition`,
);

export const READ_WATERMARKS = statement(
  'kafka_log_watermarks',
  'select partition, watermark from event_consumer order by partition',
);

/** Events that stand in the database's own log, and are not counted. */
export const COUNT_LEFT_BEHIND = statement(
  'kafka_log_left_behind',
  `select coalesce(sum(head.position - consumer.position), 0)::float8 as events
     from event_log_head as head join event_consumer as consumer on consumer.partition = head.partition`,
);
