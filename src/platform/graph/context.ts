import type { OrganizationDatabase } from '../storage/database.ts';

/** What every resolver knows of the request that it answers. */
export interface RequestContext {
  /** The organization whose rows the request sees: no other's. Empty for whoever is not signed in. */
  readonly organizationId: string;
  /** The database as that organization: PostgreSQL itself shows no other's rows. */
  readonly database: OrganizationDatabase;
}
