import { createHash } from 'node:crypto';
import { type Access, type Action, isAllowed, type Resource, type Role, type Shareable } from './rules.ts';
import { type Scope, scopeFor } from './scopes.ts';

/** Everything that somebody holds in one organization, with roles already carried down to the departments beneath. */
export interface Holdings {
  /** Roles held in the organization as a whole. */
  readonly organizationRoles: readonly Role[];
  readonly departmentRoles: readonly { readonly departmentId: string; readonly role: Role }[];
  readonly grants: readonly { readonly resource: Shareable; readonly id: string; readonly access: Access }[];
}

/** One resource, as far as a decision needs it. */
export interface Target {
  readonly resource: Resource;
  /** Only a resource that can be shared by itself has to say which one it is. */
  readonly id?: string;
  /** null: it belongs to the organization as a whole. */
  readonly departmentId: string | null;
}

/** Which resources of a kind an action reaches: a condition for SQL. */
export interface ResourceFilter {
  /** Every one of the organization. */
  readonly everything: boolean;
  /** Those in these departments; roles are carried down, so departments beneath are among them. */
  readonly departmentIds: readonly string[];
  /** And these. */
  readonly ids: readonly string[];
  /** The same in a short text: part of the key of whatever is cached by it. */
  readonly key: string;
}

/** Whether a resource is one of those that the filter reaches. */
export function isWithin(
  { everything, departmentIds, ids }: ResourceFilter,
  { id, departmentId }: { readonly id: string; readonly departmentId: string | null },
): boolean {
  return everything || ids.includes(id) || (departmentId !== null && departmentIds.includes(departmentId));
}

/** Every resource of an organization: for what the organization itself does. */
export const EVERYTHING: ResourceFilter = { everything: true, departmentIds: [], ids: [], key: 'everything' };

/** What somebody may do in one organization. */
export interface Permissions {
  allows(action: Action, target: Target): boolean;
  filter(action: Action, resource: Resource): ResourceFilter;
  /** Whether there is anything at all that the action reaches. */
  allowsSomewhere(action: Action, resource: Resource): boolean;
  /** The roles that hold in a department, or in the organization as a whole. */
  rolesIn(departmentId: string | null): readonly Role[];
}

interface Reach extends ResourceFilter {
  readonly departments: ReadonlySet<string>;
  readonly idSet: ReadonlySet<string>;
}

const NO_REACH: Reach = {
  everything: false,
  departmentIds: [],
  ids: [],
  key: 'nothing',
  departments: new Set(),
  idSet: new Set(),
};

/**
 * Carries out the rules for somebody. What an action reaches is worked out once, so that a decision is two lookups.
 * @param scopes what an API token is limited to; undefined for a person
 */
export function createPermissions(holdings: Holdings, scopes?: readonly Scope[]): Permissions {
  const reaches = new Map<Resource, Map<Action, Reach>>();
  const reachOf = (action: Action, resource: Resource): Reach => {
    const ofResource = reaches.get(resource) ?? new Map<Action, Reach>();
    const known = ofResource.get(action);
    if (known !== undefined) return known;
    const isWithinScopes = scopes === undefined || scopes.includes(scopeFor(action, resource));
    const reach = isWithinScopes ? findReach(holdings, action, resource) : NO_REACH;
    reaches.set(resource, ofResource.set(action, reach));
    return reach;
  };
  return {
    allows(action, { resource, id, departmentId }) {
      const reach = reachOf(action, resource);
      return (
        reach.everything ||
        (departmentId !== null && reach.departments.has(departmentId)) ||
        (id !== undefined && reach.idSet.has(id))
      );
    },
    filter: reachOf,
    allowsSomewhere(action, resource) {
      const { everything, departments, idSet } = reachOf(action, resource);
      return everything || departments.size > 0 || idSet.size > 0;
    },
    rolesIn: (departmentId) => [
      ...holdings.organizationRoles,
      ...holdings.departmentRoles
        .filter((held) => held.departmentId === departmentId)
        .map(({ role }) => role),
    ],
  };
}

function findReach(
  { organizationRoles, departmentRoles, grants }: Holdings,
  action: Action,
  resource: Resource,
): Reach {
  const everything = organizationRoles.some((role) => isAllowed(role, action, resource));
  if (everything) return { ...NO_REACH, everything, key: 'everything' };
  const departments = new Set(
    departmentRoles
      .filter(({ role }) => isAllowed(role, action, resource))
      .map(({ departmentId }) => departmentId),
  );
  const idSet = new Set(
    grants
      .filter((grant) => grant.resource === resource && isAllowed(grant.access, action, resource))
      .map(({ id }) => id),
  );
  const departmentIds = [...departments].sort();
  const ids = [...idSet].sort();
  const key = createHash('sha256')
    .update(JSON.stringify([departmentIds, ids]))
    .digest('base64url');
  return { everything, departments, departmentIds, idSet, ids, key };
}
