import { writeAudit } from './audit/audit.ts';
import { requireDepartment } from './department/department.ts';
import { checkRule } from './rules/operation-rules.ts';
import type { Permissions } from './rules/permissions.ts';
import type { AccessContext } from './viewer/context.ts';
import { FIRST_ORGANIZATION } from './viewer/local-owner.ts';

/** Who imports a file, into which organization. */
export interface ImportAuthority {
  readonly organizationId: string;
  /** undefined: whoever runs the server, who may do everything. */
  readonly permissions: Permissions | undefined;
  /** @throws CallerError NOT_FOUND for a department that is not there, or may not be seen */
  requireDepartment(id: string): Promise<void>;
  /** Writes what was imported into the audit log. */
  onPublished(
    outcome: { readonly importId: string | null; readonly source: string; readonly loaded: number },
    departmentId: string | null,
  ): Promise<void>;
}

/** Whoever runs the server, and imports into its first organization. */
export const OPERATOR: ImportAuthority = {
  organizationId: FIRST_ORGANIZATION,
  permissions: undefined,
  requireDepartment: async () => undefined,
  onPublished: async () => undefined,
};

/** @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope */
export function authorizeImport(context: AccessContext): ImportAuthority {
  checkRule({ kind: 'RESOURCE', action: 'CREATE', resource: 'IMPORT' }, context.viewer);
  return {
    organizationId: context.organizationId,
    permissions: context.permissions,
    async requireDepartment(id) {
      await requireDepartment(context, id);
    },
    onPublished: ({ importId, source, loaded }, departmentId) =>
      writeAudit(context.database, context, {
        action: 'import.published',
        resource: 'IMPORT',
        resourceId: importId,
        departmentId,
        details: { source, loaded },
      }),
  };
}
