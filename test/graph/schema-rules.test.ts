import {
  buildSchema,
  DirectiveLocation,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { beforeAll, expect, it } from 'vitest';
import { buildSchemaOnly } from '../../src/app.ts';

/** The rules of docs/graph.md. Each gives the places that break it, in words: none is excepted. */
const RULES: Readonly<Record<string, (schema: GraphQLSchema) => string[]>> = {
  'everything is described, in a sentence': (schema) =>
    listTypes(schema).flatMap((type) => [
      ...(isSentence(type.description) || isSpecifiedScalarType(type) ? [] : [type.name]),
      ...listMembers(type)
        .filter(({ description }) => !isSentence(description))
        .map(({ path }) => path),
    ]),

  'types and enum values are named as GraphQL names them': (schema) =>
    listTypes(schema).flatMap((type) => [
      ...(/^[A-Z][A-Za-z0-9]*$/.test(type.name) ? [] : [type.name]),
      ...listMembers(type)
        .filter(
          ({ name, kind }) => !(kind === 'VALUE' ? /^[A-Z][A-Z0-9_]*$/ : /^[a-z][A-Za-z0-9]*$/).test(name),
        )
        .map(({ path }) => path),
    ]),

  'directives stand where clients of the specification of 2021 know them: others build no schema out of it': (
    schema,
  ) =>
    schema
      .getDirectives()
      .filter(({ locations }) =>
        locations.some((location) => location === DirectiveLocation.DIRECTIVE_DEFINITION),
      )
      .map(({ name }) => `@${name}`),

  'a scalar of ours says where it is specified': (schema) =>
    listTypes(schema)
      .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type) && !type.specifiedByURL)
      .map(({ name }) => name),

  'only inputs are called Input, and only payloads Payload': (schema) =>
    listTypes(schema)
      .filter(
        (type) =>
          isInputObjectType(type) !== type.name.endsWith('Input') ||
          (type.name.endsWith('Payload') && !payloadsOf(schema).includes(type.name)),
      )
      .map(({ name }) => name),

  'an argument or a field of an input with a default is nullable: null means the default': (schema) =>
    listTypes(schema)
      .flatMap(listMembers)
      .filter(({ type, hasDefault }) => hasDefault && isNonNullType(type))
      .map(({ path }) => path),

  'ids are ID': (schema) =>
    listTypes(schema)
      .flatMap(listMembers)
      .filter(
        ({ name, kind, type }) =>
          kind !== 'VALUE' && /^id$|Id$/.test(name) && getNamedType(type)?.name !== 'ID',
      )
      .map(({ path }) => path),

  'a mutation takes one input of its own and gives a nullable payload of its own, with errors': (schema) =>
    listFields(schema.getMutationType()).flatMap((field) => {
      const name = capitalize(field.name);
      const [input, ...others] = field.args;
      const payload = getNamedType(field.type);
      const isRight =
        others.length === 0 &&
        input?.name === 'input' &&
        String(input.type) === `${name}Input!` &&
        String(field.type) === `${name}Payload` &&
        isObjectType(payload) &&
        String(payload.getFields().errors?.type) === '[UserError!]!' &&
        Object.values(payload.getFields()).every(
          ({ name: result, type }) => result === 'errors' || !isNonNullType(type),
        );
      return isRight ? [] : [`Mutation.${field.name}`];
    }),

  'a mutation is a verb with its object': (schema) =>
    listFields(schema.getMutationType())
      .map(({ name }) => name)
      .filter((name) => !/^[a-z]+([A-Z][a-z]+)+$/.test(name)),

  'a connection is nullable, is paged by first and after, and is ordered by orderBy': (schema) =>
    listOutputFields(schema)
      .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'))
      .filter(
        ({ field }) =>
          isNonNullType(field.type) ||
          !['first', 'after', 'orderBy'].every((argument) =>
            field.args.some(({ name }) => name === argument),
          ),
      )
      .map(({ path }) => path),

  'a connection has edges, nodes, pageInfo and totalCount': (schema) =>
    listTypes(schema)
      .filter((type) => isObjectType(type) && type.name.endsWith('Connection'))
      .filter(
        (type) =>
          !['edges', 'nodes', 'pageInfo', 'totalCount'].every((name) =>
            listMembers(type).some((member) => member.name === name),
          ),
      )
      .map(({ name }) => name),

  'a list of objects that is no connection says how long it gets': (schema) =>
    listOutputFields(schema)
      .filter(({ field, owner }) => {
        const isInConnection = owner.endsWith('Connection');
        const isListOfObjects = isListType(getNullableType(field.type)) && !isLeaf(getNamedType(field.type));
        const isBounded =
          field.args.some(({ name }) => name === 'limit') || /\bat most\b/.test(field.description ?? '');
        return isListOfObjects && !isInConnection && !isBounded && field.name !== 'errors';
      })
      .map(({ path }) => path),

  'an id of something else stands beside the object itself': (schema) =>
    listOutputFields(schema)
      .filter(
        ({ field }) =>
          /^[a-z]+Id$/.test(field.name) && !/^(node|post|request|resource|actor)Id$/.test(field.name),
      )
      .filter(({ field, owner }) => {
        const type = schema.getType(owner);
        const object = field.name.slice(0, -2);
        return isObjectType(type) && !owner.endsWith('Payload') && type.getFields()[object] === undefined;
      })
      .map(({ path }) => path),

  'numbers of things are called counts': (schema) =>
    listOutputFields(schema)
      .filter(({ field }) => ['Count', 'Int'].includes(getNamedType(field.type).name))
      .filter(({ field }) =>
        /^(posts|influencers|campaigns|rows|uses|attempts|read|loaded|rejected|superseded)$/.test(field.name),
      )
      .map(({ path }) => path),

  'what is deprecated says what to use instead, and the day when it goes': (schema) =>
    listTypes(schema)
      .flatMap(listMembers)
      .filter(
        ({ deprecationReason }) =>
          deprecationReason != null && !/^Use .+\. It goes on \d{4}-\d{2}-\d{2}\.$/.test(deprecationReason),
      )
      .map(({ path }) => path),

  'what can be fetched again is a Node': (schema) =>
    [
      'Campaign',
      'Influencer',
      'CampaignPerformance',
      'Import',
      'Brief',
      'Department',
      'Organization',
      'Job',
    ].filter((name) => {
      const type = schema.getType(name);
      return !isObjectType(type) || !type.getInterfaces().some((implemented) => implemented.name === 'Node');
    }),
};

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildSchemaOnly();
});

it.each(Object.keys(RULES))('%s', (rule) => {
  expect(RULES[rule]?.(schema)).toEqual([]);
});

it('the rule for what is deprecated finds what says less', () => {
  const graph = buildSchema(`
    enum Order { NAME_ASC OLD @deprecated(reason: "Use NAME_ASC.") }
    input Filter { a: Int @deprecated(reason: "It goes on 2027-06-01."), b: Int @deprecated }
    type Query {
      old(order: Order, c: Filter @deprecated(reason: "Use order. It goes soon.")): Int @deprecated(reason: "no")
      good: Int @deprecated(reason: "Use old, and add 1. It goes on 2027-06-01.")
    }
  `);
  const found = RULES['what is deprecated says what to use instead, and the day when it goes']?.(graph);
  expect(found).toEqual(['Order.OLD', 'Filter.a', 'Filter.b', 'Query.old', 'Query.old(c)']);
});

interface Member {
  readonly path: string;
  readonly name: string;
  readonly kind: 'FIELD' | 'ARGUMENT' | 'INPUT' | 'VALUE';
  readonly description: string | null | undefined;
  /** undefined for a value of an enum. */
  readonly type: GraphQLType | undefined;
  readonly hasDefault: boolean;
  readonly deprecationReason: string | null | undefined;
}

function listTypes(graph: GraphQLSchema) {
  return Object.values(graph.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
}

function listMembers(type: ReturnType<typeof listTypes>[number]): Member[] {
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description, deprecationReason }) => ({
      path: `${type.name}.${name}`,
      name,
      kind: 'VALUE',
      description,
      type: undefined,
      hasDefault: false,
      deprecationReason,
    }));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => ({
      path: `${type.name}.${field.name}`,
      name: field.name,
      kind: 'INPUT',
      description: field.description,
      type: field.type,
      hasDefault: field.defaultValue !== undefined,
      deprecationReason: field.deprecationReason,
    }));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field): Member[] => [
    {
      path: `${type.name}.${field.name}`,
      name: field.name,
      kind: 'FIELD',
      description: field.description,
      type: field.type,
      hasDefault: false,
      deprecationReason: field.deprecationReason,
    },
    ...field.args.map(
      (argument): Member => ({
        path: `${type.name}.${field.name}(${argument.name})`,
        name: argument.name,
        kind: 'ARGUMENT',
        description: argument.description,
        type: argument.type,
        hasDefault: argument.defaultValue !== undefined,
        deprecationReason: argument.deprecationReason,
      }),
    ),
  ]);
}

function listFields(type: GraphQLObjectType | null | undefined): GraphQLField<unknown, unknown>[] {
  return type == null ? [] : Object.values(type.getFields());
}

function listOutputFields(graph: GraphQLSchema) {
  return listTypes(graph).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({
          owner: type.name,
          field,
          path: `${type.name}.${field.name}`,
        }))
      : [],
  );
}

function payloadsOf(graph: GraphQLSchema): string[] {
  return listFields(graph.getMutationType()).map(({ name }) => `${capitalize(name)}Payload`);
}

function isSentence(description: string | null | undefined): boolean {
  return description != null && /^[^a-z\s].*[.:)]$/s.test(description.trim());
}

function isLeaf(type: ReturnType<typeof getNamedType>): boolean {
  return isScalarType(type) || isEnumType(type);
}

function capitalize(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
