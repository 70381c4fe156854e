import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { type ClassType, Field, FieldResolver, ID, InterfaceType, Resolver, Root } from 'type-graphql';
import { encodeNodeId } from './node.ts';

const NODE_ID = {
  description:
    'Identifies it among everything in the graph, whatever its type: the key of a cache, and what node(nodeId) takes. Opaque.',
};

/** Of which type a row is that was found as a node: rows are plain data and do not tell. */
const typeOfRow = new WeakMap<object, string>();

/** What can be fetched again. {@link createNodeIdResolver} makes its resolver. */
@InterfaceType({
  description: 'Something that can be fetched again, by its nodeId.',
  resolveType: (row: object) => typeOfRow.get(row),
})
export abstract class Node {
  @Field(() => ID, NODE_ID)
  readonly nodeId?: string;
}

/** A row as the interface Node. */
export function asNode<Row extends object>(type: string, row: Row): Row {
  typeOfRow.set(row, type);
  return row;
}

/**
 * Tells the type of a node at once: TypeGraphQL makes a promise of it, for which graphql-jit does not wait in the operations
 * that it compiles.
 */
export function tellNodeTypesAtOnce(schema: GraphQLSchema): void {
  const node = schema.getType('Node');
  if (isInterfaceType(node)) node.resolveType = (row: object) => typeOfRow.get(row);
}

/**
 * The resolver class that gives the objects of a type their nodeId.
 * @param idsOf what node(nodeId) finds it by
 */
export function createNodeIdResolver<Row extends object>(
  type: ClassType,
  name: string,
  idsOf: (row: Row) => readonly string[],
): new (
  ...deps: readonly unknown[]
) => object {
  @Resolver(() => type)
  class NodeIdResolver {
    @FieldResolver(() => ID, NODE_ID)
    nodeId(@Root() row: Row): string {
      return encodeNodeId(name, ...idsOf(row));
    }
  }
  return NodeIdResolver;
}
