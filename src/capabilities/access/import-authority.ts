import { CallerError } from '../../errors.ts';
import { type Database, statement } from '../../platform/storage/database.ts';
import { writeAudit } from './audit/audit.ts';
import { requireDepartment } from './department/department.ts';
import { checkRule } from './rules/check-rule.ts';
import type { Permissions } from './rules/permissions.ts';
import type { AccessContext } from './viewer/context.ts';
import { FIRST_ORGANIZATION } from './viewer/local-owner.ts';

/** Who imports a file, into which organization. */
export interface ImportAuthority {
  readonly organizationId: string;
  /** Whoever it is, in a word of their own; undefined: whoever runs the server. */
  readonly callerId: string | undefined;
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

/** Who makes an import that an API token lets in, and from where. */
export type ImportActor = Pick<
  AccessContext,
  'viewer' | 'organizationId' | 'permissions' | 'database' | 'origin'
>;

/** Served by the primary key. */
const FIND_ORGANIZATION = statement(
  'operator_find_organization',
  'select id from organization where id = $1',
);

const LIST_ORGANIZATIONS = statement(
  'operator_list_organizations',
  'select id from organization order by id limit 20',
);

/** Served by department_pkey. */
const FIND_DEPARTMENT = statement(
  'operator_find_department',
  'select id from department where organization_id = $1 and id = $2',
);

/**
 * Whoever runs the server, who may import into every organization; by default into its first.
 * @throws CallerError NOT_FOUND for an organization that is not there
 */
export async function authorizeOperator(
  database: Database,
  organizationId: string = FIRST_ORGANIZATION,
): Promise<ImportAuthority> {
  // The first one comes into being with its first import.
  if (organizationId !== FIRST_ORGANIZATION) await requireOrganization(database, organizationId);
  return {
    organizationId,
    callerId: undefined,
    permissions: undefined,
    async requireDepartment(id) {
      if ((await database.query(FIND_DEPARTMENT, [organizationId, id])).length > 0) return;
      throw new CallerError(
        'NOT_FOUND',
        `There is no department ${JSON.stringify(id.slice(0, 100))} in the organization ${JSON.stringify(organizationId)}.`,
        { argument: 'departmentId' },
      );
    },
    onPublished: async () => undefined,
  };
}

async function requireOrganization(database: Database, id: string): Promise<void> {
  if ((await database.query(FIND_ORGANIZATION, [id])).length > 0) return;
  const listed = await database.query<{ id: string }>(LIST_ORGANIZATIONS);
  throw new CallerError(
    'NOT_FOUND',
    `There is no organization ${JSON.stringify(id.slice(0, 100))}. There are ${listed.map((one) => one.id).join(', ')}${listed.length === 20 ? ' and maybe others' : ''}.`,
    { argument: 'organizationId' },
  );
}

/**
 * Whoever a token lets in: it decides the organization, too.
 * @throws CallerError UNAUTHENTICATED; FORBIDDEN for an API token without the scope, and for another organization than its own
 */
export function authorizeImport(context: ImportActor, organizationId?: string): ImportAuthority {
  checkRule({ kind: 'RESOURCE', action: 'CREATE', resource: 'IMPORT' }, context.viewer);
  if (organizationId !== undefined && organizationId !== context.organizationId) {
    throw new CallerError(
      'FORBIDDEN',
      `The token is for the organization ${JSON.stringify(context.organizationId)}, and not for ${JSON.stringify(organizationId.slice(0, 100))}: leave the organization out, or use a token of that one.`,
      { argument: 'organizationId' },
    );
  }
  return {
    organizationId: context.organizationId,
    callerId: `${context.viewer.kind}:${context.viewer.id}`,
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
