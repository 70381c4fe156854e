import { CallerError } from '../../../errors.ts';
import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import type { CampaignRevisions } from '../../performance/index.ts';

/**
 * What became of an event. ACCEPTED: it is safe and waits. PROCESSING: it is being counted. DONE: it counts. RETRYING: it failed,
 * and is tried again. DEAD: it was put aside.
 */
export const EVENT_STATES = ['ACCEPTED', 'PROCESSING', 'DONE', 'RETRYING', 'DEAD'] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** One event, as far as it is known. */
export interface EventStatus {
  readonly id: string;
  readonly status: EventState;
  /** How often it was tried. */
  readonly attemptCount: number;
  /** Why it was not counted the last time. */
  readonly lastError: { readonly code: string; readonly message: string } | null;
  /** When it is tried next; null where it is not. */
  readonly nextAttemptAt: Date | null;
}

interface FoundEvent {
  readonly campaignId: string | null;
  readonly state: string | null;
  readonly attempts: number | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly nextAttemptAt: Date | null;
  readonly isClaimed: boolean | null;
  readonly isKnown: boolean;
  readonly partition: number | null;
}

/**
 * Where an event stands: put aside, counted, or in the log. An id is remembered longer than the log, and without its campaign.
 * Served by failed_event_pkey, known_event_pkey and event_log_organization_id_event_id_idx.
 */
const FIND = statement(
  'event_status_find',
  `select coalesce(failed.campaign_id, logged.campaign_id) as "campaignId", failed.state, failed.attempts, failed.code,
          failed.message, failed.next_attempt_at as "nextAttemptAt", failed.claimed_until > now() as "isClaimed",
          known.id is not null as "isKnown", logged.partition
     from (select $2::text as id) as asked
     left join failed_event as failed on failed.organization_id = $1 and failed.id = asked.id
     left join known_event as known on known.organization_id = $1 and known.id = asked.id
     left join lateral (
       select campaign_id, partition from event_log where organization_id = $1 and event_id = asked.id
        order by day, position limit 1
     ) as logged on true`,
);

export interface StatusDeps {
  readonly revisions: Pick<CampaignRevisions, 'find'>;
  /** Whether somebody counts events of a partition at this moment. */
  isBeingCounted(partition: number): Promise<boolean>;
}

/**
 * What became of an event.
 * @throws CallerError NOT_FOUND where none was accepted under this id, or it was longer ago than ids are remembered
 */
export async function findEventStatus(
  { revisions, isBeingCounted }: StatusDeps,
  { database, organizationId, permissions }: Reader,
  id: string,
): Promise<EventStatus> {
  const [found] = await database.query<FoundEvent>(FIND, [organizationId, id]);
  if (found === undefined || (!found.isKnown && found.campaignId === null)) throw notFound(id);
  const campaign =
    found.campaignId === null ? undefined : await revisions.find(organizationId, found.campaignId);
  const target = { resource: 'EVENT', departmentId: campaign?.departmentId ?? null } as const;
  if (!permissions.allows('READ', target)) throw notFound(id);
  if (found.state !== null) {
    return {
      id,
      status: found.isClaimed === true ? 'PROCESSING' : found.state === 'DEAD' ? 'DEAD' : 'RETRYING',
      attemptCount: found.attempts ?? 0,
      lastError: { code: found.code ?? '', message: found.message ?? '' },
      nextAttemptAt: found.nextAttemptAt,
    };
  }
  const waiting = { id, lastError: null, nextAttemptAt: null };
  if (found.isKnown) return { ...waiting, status: 'DONE', attemptCount: 1 };
  const isCounting = found.partition !== null && (await isBeingCounted(found.partition));
  return { ...waiting, status: isCounting ? 'PROCESSING' : 'ACCEPTED', attemptCount: isCounting ? 1 : 0 };
}

function notFound(id: string): CallerError {
  return new CallerError(
    'NOT_FOUND',
    `No event ${JSON.stringify(id.slice(0, 100))} was accepted that you may see, or it was longer ago than ids are remembered (EVENT_ID_DAYS).`,
    { argument: 'id' },
  );
}
