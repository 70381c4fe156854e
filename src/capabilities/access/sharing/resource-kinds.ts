import { CallerError } from '../../../errors.ts';
import type { OrganizationDatabase, OrganizationSession } from '../../../platform/storage/database.ts';
import { requireAccess } from '../rules/decide.ts';
import type { Action, Shareable } from '../rules/rules.ts';
import type { Actor } from '../viewer/context.ts';

/** How access finds resources that other capabilities own. */
export interface ResourceKind {
  /** Where the resource is; undefined where the organization has none with this id. */
  find(
    database: OrganizationDatabase,
    organizationId: string,
    id: string,
  ): Promise<{ readonly departmentId: string | null } | undefined>;
  /** Gives it to another department, or to the organization (null). */
  assign(
    session: OrganizationSession,
    organizationId: string,
    id: string,
    departmentId: string | null,
  ): Promise<void>;
  /** Deletes it. Absent where a kind is not deleted by itself: what an import brought is replaced by the next of its source. */
  remove?(session: OrganizationSession, organizationId: string, id: string): Promise<void>;
}

/** Each capability brings its own; app.ts puts them together. */
export type ResourceKinds = Readonly<Partial<Record<Shareable, ResourceKind>>>;

/** One resource by its kind and id. */
export interface ResourceReference {
  readonly resource: Shareable;
  readonly id: string;
}

/**
 * The resource, for somebody who may do this to it.
 * @throws CallerError NOT_FOUND, FORBIDDEN
 */
export async function requireResource(
  kinds: ResourceKinds,
  actor: Actor,
  action: Action,
  { resource, id }: ResourceReference,
): Promise<ResourceReference & { readonly departmentId: string | null }> {
  const { organizationId, permissions } = actor.viewer;
  const found = await kinds[resource]?.find(actor.database, organizationId, id);
  const target = found && { resource, id, departmentId: found.departmentId };
  return requireAccess(permissions, action, target, () => resourceNotFound(resource, id));
}

function resourceNotFound(resource: Shareable, id: string): CallerError {
  return new CallerError(
    'NOT_FOUND',
    `There is no ${resource.toLowerCase()} ${JSON.stringify(id.slice(0, 100))}.`,
    { argument: 'id' },
  );
}
