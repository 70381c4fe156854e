import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { forbidden } from '../rules/decide.ts';
import { Allows } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { type AuditEntry, listAudit } from './audit.ts';
import { AuditEntryConnection } from './audit.type.ts';

@Resolver()
export class AuditResolver {
  @Allows('READ', 'AUDIT_LOG')
  @Query(() => AuditEntryConnection, {
    description: 'Who did what, newest first: an admin sees the entries of the departments they administer.',
  })
  async auditLog(
    @Ctx() { viewer, database }: AccessContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'Returns the rows after this cursor.' }) after:
      | string
      | null,
    @Arg('actorId', () => ID, { nullable: true, description: 'Only what this one did.' }) actorId:
      | string
      | null,
    @Arg('resourceId', () => ID, { nullable: true, description: 'Only what was done to this one.' })
    resourceId: string | null,
  ): Promise<Page<AuditEntry>> {
    const { permissions, organizationId } = viewer;
    if (!permissions.allowsSomewhere('READ', 'AUDIT_LOG')) throw forbidden('READ', { resource: 'AUDIT_LOG' });
    return listAudit(database, {
      organizationId,
      filter: permissions.filter('READ', 'AUDIT_LOG'),
      first: checkPageLength('first', first),
      after: after ?? null,
      actorId: actorId ?? null,
      resourceId: resourceId ?? null,
    });
  }
}
