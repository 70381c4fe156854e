import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import {
  type OrganizationDatabase,
  type OrganizationSession,
  statement,
} from '../../../platform/storage/database.ts';
import type { ResourceFilter } from '../rules/permissions.ts';
import type { Resource } from '../rules/rules.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import type { Viewer } from '../viewer/viewer.ts';

/** Who did it, in which organization, from where. */
export interface AuditActor {
  readonly viewer: Pick<Viewer, 'kind' | 'id' | 'organizationId'>;
  readonly origin: RequestOrigin;
}

/** What was done, to what. */
export interface AuditFacts {
  /** A word for what was done, such as `department.moved`. */
  readonly action: string;
  readonly resource: Resource;
  readonly resourceId: string | null;
  /** Where the resource was: the admins of that department see the entry. */
  readonly departmentId: string | null;
  /** Further facts; never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** One line of the audit log. */
export interface AuditEntry extends Omit<AuditFacts, 'details'> {
  /** In digits: the graph's ids are texts. */
  readonly id: string;
  readonly at: Date;
  readonly actorKind: string;
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
    JSON.stringify(facts.details ?? {}),
  ]);
}

/** Served by audit_entry_pkey for an organization's admins, else by audit_entry_organization_id_department_id_id_idx. */
const LIST = statement(
  'audit_list',
  `select id::text as id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, resource,
          resource_id as "resourceId", department_id as "departmentId", address, request_id as "requestId", details
     from audit_entry
    where organization_id = $1 and ($2::boolean or department_id = any ($3::text[])) and id < $4::bigint
      and ($5::text is null or actor_id = $5) and ($6::text is null or resource_id = $6)
    order by audit_entry.id desc
    limit $7`,
);

const Cursor: z.ZodType<[bigint]> = z.tuple([
  z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
]);
const AFTER_ALL = 9_223_372_036_854_775_807n;

export interface AuditRequest {
  readonly organizationId: string;
  readonly filter: ResourceFilter;
  readonly first: number;
  readonly after: string | null;
  readonly actorId: string | null;
  readonly resourceId: string | null;
}

/** The audit log as far as the filter goes, newest first. */
export async function listAudit(
  database: OrganizationDatabase,
  request: AuditRequest,
): Promise<Page<AuditEntry>> {
  const { organizationId, filter, first, actorId, resourceId } = request;
  const after = request.after === null ? undefined : decodeCursor(request.after, Cursor);
  const entries = await database.query<AuditEntry>(LIST, [
    organizationId,
    filter.everything,
    filter.departmentIds,
    after?.[0] ?? AFTER_ALL,
    actorId,
    resourceId,
    first + 1,
  ]);
  return toPage(entries, { first, after }, ({ id }) => encodeCursor([id]));
}
