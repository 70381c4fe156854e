import type { RequestContext } from '../../graph/context.ts';
import type { Viewer } from './viewer.ts';

/** What every resolver knows of who asks. */
export interface AccessContext extends RequestContext {
  readonly viewer: Viewer;
  /** Where the request came from, for the audit log. */
  readonly origin: RequestOrigin;
}

export interface RequestOrigin {
  readonly address: string;
  readonly requestId: string;
}
