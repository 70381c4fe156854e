import { contributionPoint } from '../../../platform/composition/contributions.ts';
import type { Database } from '../../../platform/storage/database.ts';

/** What of an organization is more than rows in tables, and how it is deleted. */
export interface OrganizationData {
  /** Before the rows of all tables go. It may be called again after a failure. */
  forget(database: Database, organizationId: string): Promise<void>;
}

/** Where a capability says how it forgets an organization, where deleting its rows is not enough. */
export const ORGANIZATION_DATA = contributionPoint<OrganizationData>('access.organizationData');
