import { contributionPoint } from '../../../platform/composition/contributions.ts';
import type { Resource } from '../rules/rules.ts';
import type { AccessContext } from '../viewer/context.ts';

/** How the nodes of one type are found again. Each capability contributes those of its own. */
export interface NodeKind {
  /** The name of the type in the graph. */
  readonly type: string;
  /** Reading this is asked of the token first, as of the query that finds the same by its id. */
  readonly resource: Resource;
  /**
   * The node by the ids in its nodeId, as whoever asks may see it.
   * @throws CallerError NOT_FOUND, as that query does
   */
  find(context: AccessContext, ids: readonly string[]): Promise<object | undefined>;
}

export const NODES = contributionPoint<NodeKind>('nodes');
