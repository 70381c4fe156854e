import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { forbidden } from '../rules/decide.ts';
import { Allows } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { VerifyAuditLogInput } from './audit.inputs.ts';
import { type AuditEntry, type AuditOrder, listAudit } from './audit.ts';
import {
  AuditEntryConnection,
  AuditEntryOrderEnum,
  AuditEntryType,
  VerifyAuditLogPayload,
} from './audit.type.ts';
import { readAction } from './audit-enums.type.ts';
import { verifyOwnAudit } from './read-whole-audit.ts';
import type { AuditVerification } from './verify-audit.ts';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

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

  @Allows('READ', 'AUDIT_LOG')
  @Mutation(() => VerifyAuditLogPayload, {
    nullable: true,
    description:
      "Goes over the seals of the organization's audit log, and tells the first that does not hold. For admins of the organization as a whole; it reads the whole log.",
  })
  async verifyAuditLog(
    @Ctx() context: AccessContext,
    @Arg('input', () => VerifyAuditLogInput, INPUT) { expectedSeal }: VerifyAuditLogInput,
  ): Promise<Payload<{ verification: AuditVerification }>> {
    return toPayload(async () => ({
      verification: await verifyOwnAudit(this.#deps, context, expectedSeal ?? null),
    }));
  }

  @FieldResolver()
  action(@Root() { action }: AuditEntry): string {
    return readAction(action);
  }
}
