import { type Statement, statement } from '../../../platform/storage/database.ts';
import type { EventSource } from '../log/event-log.ts';

/** What failed_event keeps of an event: all that counts. */
const EVENT_COLUMNS =
  'organization_id, accepted_at, campaign_id, influencer_id, post_id, kind, count, at, is_public';

/**
 * Keeps the events of a source, to be tried again. Their ids are known from then on. Its parameters follow those of the source:
 * code, sentence, and after how many milliseconds.
 */
export function keepFailed(source: EventSource): Statement {
  const next = source.values.length + 1;
  return statement(
    `failed_event_keep_${source.name}`,
    `with event as (select * from ${source.text}), fresh as (
       insert into known_event (organization_id, id, seen_on)
       select organization_id, event_id, (accepted_at at time zone 'UTC')::date from event
       on conflict do nothing returning organization_id, id
     )
     insert into failed_event (id, state, attempts, next_attempt_at, code, message, ${EVENT_COLUMNS})
     select event_id, 'RETRYING', 1, now() + $${next + 2}::bigint * interval '1 millisecond', $${next}, $${next + 1},
            ${EVENT_COLUMNS.split(', ')
              .map((column) => `event.${column}`)
              .join(', ')}
       from event join fresh on fresh.organization_id = event.organization_id and fresh.id = event.event_id`,
  );
}

/**
 * Takes the event that is to be tried next for $1 ms: nobody else tries it meanwhile, and whoever comes then where this process
 * is gone. Served by failed_event_next_attempt_at_idx.
 */
export const CLAIM_DUE = statement(
  'failed_event_claim',
  `update failed_event as failed
      set attempts = attempts + 1, claimed_until = now() + $1::bigint * interval '1 millisecond'
     from (
       select organization_id, id from failed_event
        where state = 'RETRYING' and next_attempt_at <= now() and (claimed_until is null or claimed_until < now())
        order by next_attempt_at limit 1 for update skip locked
     ) as due
    where failed.organization_id = due.organization_id and failed.id = due.id
   returning failed.organization_id as "organizationId", failed.id, failed.attempts, failed.campaign_id as "campaignId"`,
);

/** Whoever counts events of a partition ($1) holds it. Served by event_consumer_pkey. */
export const HOLD_PARTITION = statement(
  'failed_event_hold_partition',
  'select from event_consumer where partition = $1 for update',
);

/** Served by failed_event_pkey; $3: only in the attempt that counted it. */
export const FORGET_COUNTED = statement(
  'failed_event_forget',
  `delete from failed_event where organization_id = $1 and id = $2 and state = 'RETRYING' and attempts = $3 returning id`,
);

/** Served by failed_event_pkey; $3 the attempt that failed, $6 in how many milliseconds the next is, null: there is none. */
export const MARK_FAILED = statement(
  'failed_event_mark',
  `update failed_event
      set state = case when $6::bigint is null then 'DEAD' else 'RETRYING' end,
          next_attempt_at = now() + $6::bigint * interval '1 millisecond',
          claimed_until = null, code = $4, message = $5, failed_at = clock_timestamp()
    where organization_id = $1 and id = $2 and state = 'RETRYING' and attempts = $3`,
);
