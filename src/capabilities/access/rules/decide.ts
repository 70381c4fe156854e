import { CallerError } from '../../../errors.ts';
import type { Permissions, Target } from './permissions.ts';
import type { Action } from './rules.ts';

/**
 * Lets somebody through who may do it.
 * @param found what is acted on; undefined where there is no such thing
 * @param notFound the error for what does not exist, or may not be seen, which is the same
 * @throws CallerError NOT_FOUND or FORBIDDEN
 */
export async function requireAccess<Found extends Target>(
  permissions: Permissions,
  action: Action,
  found: Found | undefined,
  notFound: () => CallerError | Promise<CallerError>,
): Promise<Found> {
  if (found === undefined || !permissions.allows('READ', found)) throw await notFound();
  if (action !== 'READ' && !permissions.allows(action, found)) throw forbidden(action, found);
  return found;
}

/** @throws CallerError FORBIDDEN where nothing can be made, or done, in that department */
export function requireInDepartment(permissions: Permissions, action: Action, target: Target): void {
  if (!permissions.allows(action, target)) throw forbidden(action, target);
}

export function forbidden(action: Action, { resource }: Pick<Target, 'resource'>): CallerError {
  const thing = resource.toLowerCase().replace('_', ' ');
  return new CallerError(
    'FORBIDDEN',
    `Your role does not allow you to ${action.toLowerCase()} this ${thing}. An admin can change your role; docs/access.md lists what each role allows.`,
    { action, resource },
  );
}
