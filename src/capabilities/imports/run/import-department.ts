import { CallerError } from '../../../errors.ts';
import { forbidden, requireInDepartment } from '../../access/contract.ts';
import type { PublishedImport } from './import-ending.ts';
import type { ImportRequest } from './import-request.ts';

/** An import of which it is settled where it comes to belong. */
export interface ImportInDepartment extends ImportRequest {
  readonly departmentId: string | null;
}

/**
 * Where an import comes to belong, for somebody who may import there, and replace what the source brought before.
 * @throws CallerError FORBIDDEN; CONFLICT where the source is one that they may not see
 */
export function chooseDepartment(
  { file, departmentId: wanted, permissions }: ImportRequest,
  published: PublishedImport | undefined,
): string | null {
  const departmentId = wanted === undefined ? (published?.departmentId ?? null) : wanted;
  if (permissions === undefined) return departmentId;
  if (published !== undefined) {
    const target = {
      resource: 'IMPORT' as const,
      id: published.importId,
      departmentId: published.departmentId,
    };
    if (!permissions.allows('READ', target)) {
      throw new CallerError(
        'CONFLICT',
        `The source name ${JSON.stringify(file.source)} is already used in this organization: choose another one (source=NAME).`,
        { argument: 'source' },
      );
    }
    if (!permissions.allows('UPDATE', target)) throw forbidden('UPDATE', target);
  }
  requireInDepartment(permissions, 'CREATE', { resource: 'IMPORT', departmentId });
  return departmentId;
}
