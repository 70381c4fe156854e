import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import { decodeNodeId } from '../../../platform/graph/node.ts';
import { asNode, Node } from '../../../platform/graph/node.type.ts';
import type { AccessDeps } from '../deps.ts';
import { checkRule } from '../rules/check-rule.ts';
import { LetIn } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';

@Resolver()
export class NodeResolver {
  readonly #deps: Pick<AccessDeps, 'nodes'>;

  constructor(deps: Pick<AccessDeps, 'nodes'>) {
    this.#deps = deps;
  }

  @LetIn()
  @Query(() => Node, {
    nullable: true,
    description: 'The object with this nodeId. null, with a NOT_FOUND error, where there is none.',
  })
  async node(
    @Ctx() context: AccessContext,
    @Arg('nodeId', () => ID, { description: 'The nodeId of an object, unchanged.' }) nodeId: string,
  ): Promise<object> {
    const { type, ids } = decodeNodeId(nodeId);
    const kind = this.#deps.nodes().find((known) => known.type === type);
    if (kind !== undefined)
      checkRule({ kind: 'RESOURCE', action: 'READ', resource: kind.resource }, context.viewer);
    const found = await kind?.find(context, ids);
    if (found !== undefined) return asNode(type, found);
    throw new CallerError('NOT_FOUND', `There is no ${type.slice(0, 100)} with this nodeId.`, {
      argument: 'nodeId',
    });
  }
}
