import type { RequestContext } from '../../graph/context.ts';
import type { OrganizationDatabase } from '../../storage/database.ts';
import type { Permissions } from '../rules/permissions.ts';
import type { Viewer } from './viewer.ts';

/** Where a request came from, for the audit log. */
export interface RequestOrigin {
  readonly address: string;
  readonly requestId: string;
}

/** Who does something, from where, and the rows that they can reach. */
export interface Actor {
  readonly viewer: Viewer;
  readonly origin: RequestOrigin;
  readonly database: OrganizationDatabase;
}

/** For whom a query is answered: the organization's rows, and which of them may be seen. */
export interface Reader {
  readonly database: OrganizationDatabase;
  readonly organizationId: string;
  readonly permissions: Permissions;
}

/** What every resolver knows of who asks. */
export interface AccessContext extends RequestContext, Actor, Reader {}
