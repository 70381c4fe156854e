import 'reflect-metadata';
import { DirectiveLocation, GraphQLDirective, type GraphQLSchema, specifiedDirectives } from 'graphql';
import { buildSchema, type ClassType, type NonEmptyArray, type PubSub } from 'type-graphql';
import { useDefaultsForNull } from './default-arguments.ts';
import { tellNodeTypesAtOnce } from './node.type.ts';

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
  const schema = await buildSchema({
    resolvers: classes,
    container: { get: (resolver: ClassType) => instanceOf.get(resolver) },
    // Arguments are checked by the functions that take them, with sentences of their own.
    validate: false,
    pubSub: NO_TOPICS,
    directives: [...READABLE_DIRECTIVES],
    // It would introspect the whole schema at each start: the schema's rules, which tests hold it to, say whether it is valid.
    skipCheck: true,
  });
  useDefaultsForNull(schema);
  tellNodeTypesAtOnce(schema);
  describeRoots(schema);
  return schema;
}

/** TypeGraphQL makes the roots itself, and has no place for what they are. */
function describeRoots(schema: GraphQLSchema): void {
  const descriptions = [
    [schema.getQueryType(), 'What can be read.'],
    [
      schema.getMutationType(),
      'What can be changed. What the caller can mend stands in the errors of a payload.',
    ],
    [schema.getSubscriptionType(), 'What can be followed while it happens, as server-sent events.'],
  ] as const;
  for (const [type, description] of descriptions) if (type) type.description = description;
}

/**
 * The directives of GraphQL itself, without a location that is newer than most clients: graphql-core 3.2, for one, builds no
 * schema out of an introspection that names it. No directive of ours is deprecated.
 */
const READABLE_DIRECTIVES: readonly GraphQLDirective[] = specifiedDirectives.map((directive) => {
  const config = directive.toConfig();
  const locations = config.locations.filter(
    (location) => location !== DirectiveLocation.DIRECTIVE_DEFINITION,
  );
  return new GraphQLDirective({ ...config, locations });
});

/** TypeGraphQL asks for one as soon as there is a subscription. Ours bring their own streams and have no topics. */
const NO_TOPICS: PubSub = {
  publish: () => undefined,
  subscribe: (topic) => {
    throw new Error(`the subscription to ${topic} has no stream of its own`);
  },
};
