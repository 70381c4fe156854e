import {
  defineList,
  type ListRequest,
  type RowOrder,
  readList,
} from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import {
  type OrganizationDatabase,
  type OrganizationSession,
  statement,
} from '../../../platform/storage/database.ts';
import { redactSecrets } from '../../../platform/telemetry/secret-values.ts';
import type { ResourceFilter } from '../rules/permissions.ts';
import type { Resource } from '../rules/rules.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import type { Viewer } from '../viewer/viewer.ts';
import type { AuditAction } from './actions.ts';

/** Who did it, in which organization, from where. */
export interface AuditActor {
  readonly viewer: Pick<Viewer, 'kind' | 'id' | 'organizationId'>;
  readonly origin: RequestOrigin;
}

/** What was done, to what. */
export interface AuditFacts {
  /** A word for what was done, such as `department.moved`. */
  readonly action: AuditAction;
  readonly resource: Resource;
  readonly resourceId: string | null;
  /** Where the resource was: the admins of that department see the entry. */
  readonly departmentId: string | null;
  /** Further facts; never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** One line of the audit log. */
export interface AuditEntry extends Omit<AuditFacts, 'details' | 'action'> {
  /** In digits: the graph's ids are texts. */
  readonly id: string;
  readonly createdAt: Date;
  /** As it was written, perhaps by another version of the server. */
  readonly action: string;
  readonly actorKind: Viewer['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

const WRITE = statement(
  'audit_write',
  `insert into audit_entry (organization_id, actor_kind, actor_id, actor_name, action, resource, resource_id,
                            department_id, address, request_id, details)
   values ($1, $2, $3,
           coalesce((select email from person where id = $3 and $2 in ('PERSON', 'API_TOKEN')), $2),
           $4, $5, $6, $7, $8, $9, $10::jsonb)`,
);

/** Writes who did what, in the transaction that does it: there is the one with the other, or neither. */
export async function writeAudit(
  session: OrganizationSession,
  actor: AuditActor,
  facts: AuditFacts,
): Promise<void> {
  const { viewer, origin } = actor;
  await session.query(WRITE, [
    viewer.organizationId,
    viewer.kind,
    viewer.id,
    facts.action,
    facts.resource,
    facts.resourceId,
    facts.departmentId,
    origin.address,
    origin.requestId,
    redactSecrets(JSON.stringify(facts.details ?? {})),
  ]);
}

const KEYS = [{ expression: 'audit_entry.id', type: 'bigint' }] as const;

/**
 * Ids are in the order of time. Served by audit_entry_pkey for an organization's admins, else by
 * audit_entry_organization_id_department_id_id_idx.
 */
const LIST = defineList({
  name: 'audit_list',
  columns: `id::text as id, at as "createdAt", actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action,
    resource, resource_id as "resourceId", department_id as "departmentId", address, request_id as "requestId", details`,
  from: 'audit_entry',
  where: `organization_id = $1 and ($2::boolean or department_id = any ($3::text[]))
    and ($4::text is null or actor_id = $4) and ($5::text is null or resource_id = $5)`,
  parameters: 5,
  orders: {
    CREATED_AT_DESC: { keys: KEYS, direction: 'desc' },
    CREATED_AT_ASC: { keys: KEYS, direction: 'asc' },
  } satisfies Readonly<Record<string, RowOrder>>,
});

export type AuditOrder = keyof (typeof LIST)['orders'];

export interface AuditRequest extends ListRequest<AuditOrder> {
  readonly organizationId: string;
  readonly filter: ResourceFilter;
  readonly actorId: string | null;
  readonly resourceId: string | null;
}

/** The audit log as far as the filter goes. */
export async function listAudit(
  database: OrganizationDatabase,
  request: AuditRequest,
): Promise<Page<AuditEntry>> {
  const { organizationId, filter, actorId, resourceId } = request;
  const values = [organizationId, filter.everything, filter.departmentIds, actorId, resourceId];
  return readList<AuditEntry, AuditOrder>(database, LIST, values, request);
}
