import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type ClassType, type NonEmptyArray, type PubSub } from 'type-graphql';

/**
 * Builds the graph out of the resolvers of all capabilities.
 * @param resolvers the classes, whose decorators hold the types
 * @param instances one of each, with what it needs; none is needed to print the schema
 */
export async function buildGraph(
  resolvers: readonly [ClassType, ...ClassType[]],
  instances: readonly object[] = [],
): Promise<GraphQLSchema> {
  const instanceOf = new Map(instances.map((instance) => [instance.constructor, instance]));
  const classes: NonEmptyArray<ClassType> = [...resolvers];
  return buildSchema({
    resolvers: classes,
    container: { get: (resolver: ClassType) => instanceOf.get(resolver) },
    // Arguments are checked by the functions that take them, with sentences of their own.
    validate: false,
    pubSub: NO_TOPICS,
  });
}

/** TypeGraphQL asks for one as soon as there is a subscription. Ours bring their own streams and have no topics. */
const NO_TOPICS: PubSub = {
  publish: () => undefined,
  subscribe: (topic) => {
    throw new Error(`the subscription to ${topic} has no stream of its own`);
  },
};
