import type { GraphQLSchema } from 'graphql';
import { buildGraph } from '../graph/schema.ts';
import type { Capability, CapabilityDefinition } from './capability.ts';

/**
 * The graph of all capabilities, with the rules that they put on it.
 * @param opened what answers; none is needed to print the schema
 * @throws where an operation has no rule
 */
export async function buildCapabilityGraph(
  definitions: readonly CapabilityDefinition[],
  opened: readonly Capability[],
): Promise<GraphQLSchema> {
  const [first, ...others] = definitions.flatMap(({ resolvers = [] }) => resolvers);
  if (first === undefined) throw new Error('no capability has a resolver');
  const schema = await buildGraph(
    [first, ...others],
    opened.flatMap(({ resolvers = [] }) => resolvers),
  );
  for (const definition of definitions) definition.completeSchema?.(schema);
  return schema;
}
