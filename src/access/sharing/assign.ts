import { changeAccess } from '../change.ts';
import { requirePlaceVisible } from '../department/department.ts';
import { requirePlace } from '../rules/decide.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';
import { type ResourceKinds, type ResourceReference, requireResource } from './resource-kinds.ts';

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
  await requirePlaceVisible(actor, departmentId);
  requirePlace(permissions, 'CREATE', { resource, departmentId });
  await changeAccess(memory, actor, async (session) => {
    await kinds[resource]?.assign(session, organizationId, id, departmentId);
    const details = { from: found.departmentId, to: departmentId };
    return {
      result: undefined,
      audit: { action: 'resource.assigned', resource, resourceId: id, departmentId, details },
    };
  });
}
