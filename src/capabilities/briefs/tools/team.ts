import { requireInDepartment } from '../../access/contract.ts';
import { type AccessContext, requireDepartment } from '../../access/index.ts';
import type { Team } from './team-results.ts';

/**
 * The team that a brief is written for, where the viewer may write one.
 * @param departmentId where the brief comes to belong; null: to the organization as a whole
 * @throws CallerError NOT_FOUND, FORBIDDEN
 */
export async function teamOf(context: AccessContext, departmentId: string | null): Promise<Team> {
  if (departmentId !== null) await requireDepartment(context, departmentId);
  requireInDepartment(context.permissions, 'CREATE', { resource: 'BRIEF', departmentId });
  return {
    organizationId: context.organizationId,
    departmentId,
    visible: context.permissions.filter('READ', 'CAMPAIGN'),
  };
}
