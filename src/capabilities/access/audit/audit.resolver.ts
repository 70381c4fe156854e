import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { forbidden } from '../rules/decide.ts';
import { Allows } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { type AuditEntry, type AuditOrder, listAudit } from './audit.ts';
import { AuditEntryConnection, AuditEntryOrderEnum, AuditEntryType } from './audit.type.ts';
import { readAction } from './audit-enums.type.ts';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Allows('READ', 'AUDIT_LOG')
  @Query(() => AuditEntryConnection, {
    nullable: true,
    description: 'Who did what: an admin sees the entries of the departments they administer.',
  })
  async auditLog(
    @Ctx() { viewer, database }: AccessContext,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => AuditEntryOrderEnum, orderByOf<AuditOrder>('CREATED_AT_DESC'))
    orderBy: AuditOrder,
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
      orderBy,
      actorId: actorId ?? null,
      resourceId: resourceId ?? null,
    });
  }

  @FieldResolver()
  action(@Root() { action }: AuditEntry): string {
    return readAction(action);
  }
}
