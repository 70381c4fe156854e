import { CallerError } from '../../../errors.ts';
import { changeAccess } from '../change.ts';
import { requireInDepartmentVisible } from '../department/department.ts';
import { requireInDepartment } from '../rules/decide.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';
import { forgetSharing } from './grant.ts';
import { type ResourceKinds, type ResourceReference, requireResource } from './resource-kinds.ts';

/**
 * Deletes a resource, with everything by which it was shared.
 * @throws CallerError NOT_FOUND, FORBIDDEN; BAD_USER_INPUT for a kind that is not deleted by itself
 */
export async function deleteResource(
  { memory, kinds }: { readonly memory: AccessMemory; readonly kinds: ResourceKinds },
  actor: Actor,
  reference: ResourceReference,
): Promise<void> {
  const { organizationId } = actor.viewer;
  const { resource, id } = reference;
  const { departmentId } = await requireResource(kinds, actor, 'DELETE', reference);
  const remove = kinds[resource]?.remove;
  if (remove === undefined) {
    throw new CallerError(
      'BAD_USER_INPUT',
      'Imported data cannot be deleted: import the source again without it.',
      { argument: 'resource' },
    );
  }
  await changeAccess(memory, actor, async (session) => {
    await remove(session, organizationId, id);
    await forgetSharing(session, organizationId, { resource, ids: [id] });
    return {
      result: undefined,
      audit: { action: 'resource.deleted', resource, resourceId: id, departmentId },
    };
  });
}

/**
 * Gives a resource to another department, or to the organization as a whole. Taking it out of where it is needs the
 * right to delete it there; putting it in needs the right to make one there.
 */
export async function assignResource(
  { memory, kinds }: { readonly memory: AccessMemory; readonly kinds: ResourceKinds },
  actor: Actor,
  reference: ResourceReference,
  departmentId: string | null,
): Promise<void> {
  const { organizationId, permissions } = actor.viewer;
  const { resource, id } = reference;
  const found = await requireResource(kinds, actor, 'DELETE', reference);
  await requireInDepartmentVisible(actor, departmentId);
  requireInDepartment(permissions, 'CREATE', { resource, departmentId });
  await changeAccess(memory, actor, async (session) => {
    await kinds[resource]?.assign(session, organizationId, id, departmentId);
    const details = { from: found.departmentId, to: departmentId };
    return {
      result: undefined,
      audit: { action: 'resource.assigned', resource, resourceId: id, departmentId, details },
    };
  });
}
