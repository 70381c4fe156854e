import { forbidden, requireInDepartment } from '../../access/contract.ts';
import { HiddenNameTaken } from '../refusals/hidden-names.ts';
import type { PublishedImport } from './import-ending.ts';
import type { ImportRequest } from './import-request.ts';

/** An import request with its department decided. */
export interface ImportInDepartment extends ImportRequest {
  readonly departmentId: string | null;
}

/**
 * Chooses the department of an import, and checks that the caller may import there and replace the source's previous import.
 * @throws CallerError FORBIDDEN; CONFLICT if the source belongs to an import that they may not see
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
      throw new HiddenNameTaken(
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
