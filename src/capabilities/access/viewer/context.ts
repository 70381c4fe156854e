import type { RequestContext } from '../../../platform/graph/context.ts';
import type { OrganizationDatabase } from '../../../platform/storage/database.ts';
import type { AccessLoaders } from '../loaders.ts';
import type { Reader } from '../rules/reader.ts';
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

/** What every resolver knows of who asks. */
export interface AccessContext extends RequestContext, Actor, Reader {
  /** Who asks now: for what goes on for longer than a request, as somebody may lose their access meanwhile. */
  renew(): Promise<Viewer>;
  /** What stands beside the ids of departments and people. */
  readonly access: AccessLoaders;
}
