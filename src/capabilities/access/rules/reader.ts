import type { OrganizationDatabase } from '../../../platform/storage/database.ts';
import type { Permissions } from './permissions.ts';

/** For whom a query is answered: the organization's rows, and which of them may be seen. */
export interface Reader {
  readonly database: OrganizationDatabase;
  readonly organizationId: string;
  readonly permissions: Permissions;
}
