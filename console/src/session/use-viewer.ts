import { useQuery } from 'urql';
import { VIEWER, type Viewer } from './session-queries.ts';

type Role = Viewer['memberships'][number]['role'];

/** Who looks at the page; undefined while that is not known, and where nobody is signed in. */
export function useViewer(): Viewer | undefined {
  const [{ data }] = useQuery({ query: VIEWER, requestPolicy: 'cache-first' });
  return data?.viewer;
}

/** Whether a viewer has one of the roles anywhere: what may be offered to them; the server decides what they may. */
export function hasRole(viewer: Viewer | undefined, roles: readonly Role[]): boolean {
  return viewer?.memberships.some(({ role }) => roles.includes(role)) ?? false;
}
