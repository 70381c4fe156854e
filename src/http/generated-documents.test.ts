import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { closeTestServers, makeTestSchema, startTestServer } from './test-server.fixture.ts';

/** `FUZZ_RUNS=10000 npx vitest run src/http/generated-documents` looks longer. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 500);

afterAll(closeTestServers);

/** Documents of the schema's own fields (and some that are not), with arguments, fragments, directives and variables. */
function documentsOf(
  schema: GraphQLSchema,
): fc.Arbitrary<{ query: string; variables: Record<string, unknown> }> {
  const value: fc.Arbitrary<string> = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.string().map((text) => JSON.stringify(text)),
    fc.constantFrom(
      'null',
      'true',
      'WARM',
      '$v',
      '[]',
      '{}',
      '[1, null]',
      '{name: null}',
      '{views: "9007199254740993"}',
      '"\\u0000"',
      '"\' OR 1=1 --"',
    ),
  );
  const selections = (type: GraphQLCompositeType, depth: number): fc.Arbitrary<string> => {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const plain = fc.constantFrom('__typename', 'nothing', '... { __typename }', '...F', 'a: __typename');
    const choices = fields.filter((field) => field.name !== 'wait').map((field) => selection(field, depth));
    const possible = isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
    const inline = possible.map((object) =>
      depth > 3 ? plain : selections(object, depth + 1).map((inner) => `... on ${object.name} { ${inner} }`),
    );
    const weighted = [...choices, ...inline].map((arbitrary) => ({ arbitrary, weight: 4 }));
    return fc
      .array(fc.oneof({ arbitrary: plain, weight: 1 }, ...weighted), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(' '));
  };
  const selection = (field: GraphQLField<unknown, unknown>, depth: number): fc.Arbitrary<string> => {
    const type = getNamedType(field.type);
    const inner = isCompositeType(type)
      ? depth > 3
        ? fc.constant('{ __typename }')
        : selections(type, depth + 1).map((text) => `{ ${text} }`)
      : fc.constant('');
    const list = fc.tuple(
      ...field.args.map((argument) =>
        fc.oneof(
          fc.constant(''),
          value.map((text) => `${argument.name}: ${text}`),
        ),
      ),
    );
    const directive = fc.constantFrom(
      '',
      '',
      '',
      ' @include(if: $b)',
      ' @skip(if: true)',
      ' @note',
      ' @unknown',
    );
    const alias = fc.constantFrom('', '', 'a: ', 'b: ');
    return fc.tuple(alias, list, directive, inner).map(([name, parts, mark, body]) => {
      const given = parts.filter((part) => part !== '').join(', ');
      return `${name}${field.name}${given && `(${given})`}${mark} ${body}`;
    });
  };
  const query = schema.getQueryType();
  if (!query) throw new Error('the schema has no queries');
  const variable = fc.oneof(
    fc.anything({ withNullPrototype: false }),
    fc.constantFrom(1, 'x', null, [1], { name: 'n' }),
  );
  return fc
    .tuple(
      selections(query, 0),
      selections(query, 2),
      variable,
      fc.constantFrom('Int', 'String', 'Filter', '[Int!]', 'ID!', 'Int!', 'Tone'),
    )
    .map(([main, fragment, v, type]) => ({
      query: `query ($v: ${type}, $b: Boolean = true) { ${main} } fragment F on Query { ${fragment} }`,
      variables: { v },
    }));
}

describe('generated documents', () => {
  it('never get a 5xx, nor anything that resolvers keep secret', async () => {
    const open = await startTestServer();
    await fc.assert(
      fc.asyncProperty(documentsOf(makeTestSchema()), async (body) => {
        const { status, text } = await open.post(body);
        expect(status, text).toBeLessThan(500);
        expect(text).not.toMatch(/hunter2|node_modules/);
      }),
      { numRuns: RUNS },
    );
  });

  it('never get a 5xx for a body of any JSON or any text', async () => {
    const open = await startTestServer();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc
            .record(
              {
                query: fc.anything(),
                variables: fc.anything(),
                operationName: fc.anything(),
                extensions: fc.anything(),
              },
              { requiredKeys: [] },
            )
            .map((body) => JSON.stringify(body) ?? ''),
        ),
        async (body) => {
          const { status, text } = await open.post(body);
          expect(status, text).toBeLessThan(500);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
