import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';

/** How far an organization's events are counted. */
export interface EventLag {
  /** Accepted and not counted yet; null where the log does not know whose events it holds. */
  readonly waitingCount: number | null;
  /** When the oldest of them was accepted; null where none waits. */
  readonly oldestAcceptedAt: Date | null;
  readonly retryingCount: number;
  readonly deadLetterCount: number;
}

/** It reads what waits in the log, of all organizations. Served by event_log_pkey and failed_event_organization_id_state_failed_at_id_idx. */
const READ = statement(
  'event_lag_read',
  `select (select count(*) from event_consumer as consumer
             join event_log as event on event.partition = consumer.partition and event.position > consumer.position
            where event.organization_id = $1)::int as "waitingCount",
          (select min(event.accepted_at) from event_consumer as consumer
             join event_log as event on event.partition = consumer.partition and event.position > consumer.position
            where event.organization_id = $1) as "oldestAcceptedAt",
          (select count(*) from failed_event where organization_id = $1 and state = 'RETRYING')::int as "retryingCount",
          (select count(*) from failed_event where organization_id = $1 and state = 'DEAD')::int as "deadLetterCount"`,
);

export async function findEventLag(
  { database, organizationId }: Pick<Reader, 'database' | 'organizationId'>,
  { findsWaitingEvents }: { readonly findsWaitingEvents: boolean },
): Promise<EventLag> {
  const [found] = await database.query<EventLag>(READ, [organizationId]);
  if (found === undefined) throw new Error('the lag of events gave no row');
  return findsWaitingEvents ? found : { ...found, waitingCount: null, oldestAcceptedAt: null };
}
