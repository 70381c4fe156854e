import {
  defineList,
  type ListRequest,
  type RowOrder,
  readList,
} from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import { type SqlValue, type Statement, statement } from '../../../platform/storage/database.ts';
import { filterValues, forbidden, type Reader, withinFilter } from '../../access/contract.ts';
import { type AccessContext, writeAudit } from '../../access/index.ts';
import type { EventKind } from '../event/event.ts';

/** An event that was put aside, and why. */
export interface DeadLetter {
  readonly id: string;
  readonly campaignId: string;
  readonly influencerId: string;
  readonly postId: string | null;
  readonly kind: EventKind;
  readonly count: number;
  readonly at: Date;
  readonly acceptedAt: Date;
  readonly failedAt: Date;
  readonly attemptCount: number;
  readonly failure: { readonly code: string; readonly message: string };
}

/** Which dead letters: all that fit what is given. */
export interface DeadLetterFilter {
  readonly ids: readonly string[] | null;
  readonly campaignId: string | null;
  readonly code: string | null;
}

const KEYS = [
  { expression: 'failed.failed_at', type: 'timestamptz' },
  { expression: 'failed.id', type: 'text' },
] as const;

/** $1 the organization, $2 to $4 the filter, $5 to $7 the departments of what may be seen. */
const WHERE = `failed.organization_id = $1 and failed.state = 'DEAD'
  and ($2::text[] is null or failed.id = any ($2::text[])) and ($3::text is null or failed.campaign_id = $3)
  and ($4::text is null or failed.code = $4) and ${withinFilter('campaign', 5, 'failed.campaign_id')}`;

const FROM = `failed_event as failed
  left join campaign on campaign.organization_id = failed.organization_id and campaign.id = failed.campaign_id`;

/** Served by failed_event_organization_id_state_failed_at_id_idx. */
const LIST = defineList({
  name: 'dead_letters_list',
  columns: `failed.id, failed.campaign_id as "campaignId", failed.influencer_id as "influencerId",
    nullif(failed.post_id, '') as "postId", failed.kind, failed.count::int as count, failed.at, failed.accepted_at as "acceptedAt",
    failed.failed_at as "failedAt", failed.attempts as "attemptCount",
    jsonb_build_object('code', failed.code, 'message', failed.message) as failure`,
  from: FROM,
  where: WHERE,
  parameters: 7,
  orders: {
    FAILED_AT_DESC: { keys: KEYS, direction: 'desc' },
    FAILED_AT_ASC: { keys: KEYS, direction: 'asc' },
  } satisfies Readonly<Record<string, RowOrder>>,
});

export type DeadLetterOrder = keyof (typeof LIST)['orders'];

type Action = 'READ' | 'UPDATE' | 'DELETE';

function valuesOf(
  { organizationId, permissions }: Reader,
  filter: DeadLetterFilter,
  action: Action,
): SqlValue[] {
  const { ids, campaignId, code } = filter;
  return [organizationId, ids, campaignId, code, ...filterValues(permissions.filter(action, 'EVENT'))];
}

/** The dead letters that somebody may see. */
export async function listDeadLetters(
  reader: Reader,
  filter: DeadLetterFilter,
  request: ListRequest<DeadLetterOrder>,
): Promise<Page<DeadLetter>> {
  return readList<DeadLetter, DeadLetterOrder>(
    reader.database,
    LIST,
    valuesOf(reader, filter, 'READ'),
    request,
  );
}

const OF_FILTER = `(failed.organization_id, failed.id) in (select failed.organization_id, failed.id from ${FROM} where ${WHERE})`;

const REPLAY = statement(
  'dead_letters_replay',
  `update failed_event as failed set state = 'RETRYING', attempts = 0, next_attempt_at = now(), claimed_until = null
    where ${OF_FILTER} returning 1 as done`,
);

const DISCARD = statement(
  'dead_letters_discard',
  `delete from failed_event as failed where ${OF_FILTER} returning 1 as done`,
);

/**
 * Tries dead letters again, five times each, however late they are.
 * @returns how many
 * @throws CallerError FORBIDDEN to whoever may change none at all
 */
export async function replayDeadLetters(actor: AccessContext, filter: DeadLetterFilter): Promise<number> {
  return change(actor, REPLAY, filter, { action: 'UPDATE', audit: 'dead-letters.replayed' });
}

/**
 * Gives dead letters up: they are never counted, and their ids stay known.
 * @returns how many
 * @throws CallerError FORBIDDEN to whoever may delete none at all
 */
export async function discardDeadLetters(actor: AccessContext, filter: DeadLetterFilter): Promise<number> {
  return change(actor, DISCARD, filter, { action: 'DELETE', audit: 'dead-letters.discarded' });
}

async function change(
  actor: AccessContext,
  sql: Statement,
  filter: DeadLetterFilter,
  {
    action,
    audit,
  }: {
    readonly action: 'UPDATE' | 'DELETE';
    readonly audit: 'dead-letters.replayed' | 'dead-letters.discarded';
  },
): Promise<number> {
  if (!actor.permissions.allowsSomewhere(action, 'EVENT')) throw forbidden(action, { resource: 'EVENT' });
  return actor.database.transaction(async (session) => {
    const { length: count } = await session.query(sql, valuesOf(actor, filter, action));
    if (count > 0) {
      await writeAudit(session, actor, {
        action: audit,
        resource: 'EVENT',
        resourceId: filter.campaignId,
        departmentId: null,
        details: { count, code: filter.code },
      });
    }
    return count;
  });
}
