import { useQuery } from 'urql';
import { readCredentials } from './credentials.ts';
import { VIEWER, type Viewer } from './session-queries.ts';

export type Role = NonNullable<Viewer['memberships']>['nodes'][number]['role'];

/** From the one that may most to the one that may least. */
export const ROLES = ['ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER'] as const satisfies readonly Role[];

/** What is done by whom, as docs/access.md has it. */
const LEAST_ROLES = {
  look: 'VIEWER',
  contribute: 'CONTRIBUTOR',
  manage: 'MANAGER',
  administer: 'ADMIN',
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof LEAST_ROLES;

/** Somewhere in the organization: a department with what it stands beneath. */
export interface DepartmentNode {
  readonly id: string;
  readonly parentId: string | null;
}

/** Who looks at the page; undefined while that is not known, and where nobody is signed in. */
export function useViewer(): Viewer | undefined {
  const [{ data }] = useQuery({ query: VIEWER, requestPolicy: 'cache-first' });
  return data?.viewer;
}

/** Whether a viewer may do something anywhere: what may be offered to them; the server decides what they may. */
export function isAllowedSomewhere(viewer: Viewer | undefined, permission: Permission): boolean {
  return viewer?.memberships?.nodes.some(({ role }) => reaches(role, permission)) ?? false;
}

/** Whether a viewer may change what is shown to them: by a role, or by a guest link that lets its guest edit. */
export function mayEditSomewhere(viewer: Viewer | undefined): boolean {
  const credentials = readCredentials();
  return credentials?.kind === 'GUEST'
    ? credentials.access === 'EDIT'
    : isAllowedSomewhere(viewer, 'contribute');
}

/** Whether a viewer may do something in a department, by a role there or above it; null: in the organization as a whole. */
export function isAllowedIn(
  viewer: Viewer | undefined,
  permission: Permission,
  departmentId: string | null,
  departments: readonly DepartmentNode[],
): boolean {
  const role = roleIn(viewer, departmentId, departments);
  return role !== undefined && reaches(role, permission);
}

/** The highest role that a viewer holds in a department. */
export function roleIn(
  viewer: Viewer | undefined,
  departmentId: string | null,
  departments: readonly DepartmentNode[],
): Role | undefined {
  const ways = new Set([null, ...wayUp(departmentId, departments)]);
  const held = new Set(
    viewer?.memberships?.nodes.filter((member) => ways.has(member.departmentId)).map(({ role }) => role),
  );
  return ROLES.find((role) => held.has(role));
}

/** The roles that somebody with a role may give: none above their own. */
export function rolesUpTo(role: Role | undefined): readonly Role[] {
  return role === undefined ? [] : ROLES.slice(ROLES.indexOf(role));
}

function reaches(role: Role, permission: Permission): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(LEAST_ROLES[permission]);
}

function wayUp(departmentId: string | null, departments: readonly DepartmentNode[]): readonly string[] {
  if (departmentId === null) return [];
  const found = departments.find(({ id }) => id === departmentId);
  return [departmentId, ...wayUp(found?.parentId ?? null, departments)];
}
