import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeTestServers, startTestServer, type TestServer } from './test-server.fixture.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ settings: { NODE_ENV: 'production' } });
});
beforeEach(() => {
  server.reached.length = 0;
});
afterAll(closeTestServers);

const nest = (depth: number) =>
  `{ creator(id: "c1") ${'{ friend '.repeat(depth)} { id } ${'}'.repeat(depth)} }`;

/** What graphql-cop and Damn Vulnerable GraphQL Application try, each as a body and its headers. */
const ATTACKS: readonly (readonly [string, unknown, Readonly<Record<string, string>>?])[] = [
  ['a batch of operations in an array', Array.from({ length: 10 }, () => ({ query: '{ hello }' }))],
  ['an empty batch', []],
  ['a deep recursion', { query: nest(50) }],
  [
    'a deep recursion in fragments',
    {
      query:
        '{ creator(id: "c1") { ...A } } fragment A on Creator { friend { friend { friend { friend { ...B } } } } } fragment B on Creator { friend { friend { friend { friend { friend { friend { friend { friend { id } } } } } } } } }',
    },
  ],
  ['a list of a million', { query: '{ creators(limit: 1000000) { id } }' }],
  [
    'a list of a million by a variable',
    { query: 'query ($n: Int!) { creators(limit: $n) { id } }', variables: { n: 1_000_000 } },
  ],
  [
    "a list of a million by a variable's default",
    { query: 'query ($n: Int! = 1000000) { creators(limit: $n) { id } }' },
  ],
  [
    'lists in lists',
    { query: '{ creators(limit: 100) { friends(first: 100) { friends(first: 100) { id } } } }' },
  ],
  ['a field again and again', { query: `{ ${'hello '.repeat(600)} }` }],
  ['a field again and again, under a field', { query: `{ creator(id: "c1") { ${'name '.repeat(1_500)} } }` }],
  [
    'many aliases',
    { query: `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: hello`).join(' ')} }` },
  ],
  [
    'many aliases of __typename',
    { query: `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }` },
  ],
  [
    'many aliases in a fragment',
    {
      query: `{ ...F } fragment F on Query { ${Array.from({ length: 101 }, (_, index) => `a${index}: hello`).join(' ')} }`,
    },
  ],
  ['many directives', { query: `{ hello ${'@note '.repeat(40)} }` }],
  ['directives that do not exist', { query: `{ hello ${'@aa'.repeat(10)} }` }],
  [
    'circular fragments',
    {
      query:
        '{ creator(id: "c1") { ...A } } fragment A on Creator { friend { ...B } } fragment B on Creator { friend { ...A } }',
    },
  ],
  ['a fragment that spreads itself', { query: '{ ...A } fragment A on Query { hello ...A }' }],
  [
    'fragments that double each other',
    {
      query: `{ creator(id: "c1") { ...F0 } } ${Array.from({ length: 60 }, (_, index) => `fragment F${index} on Creator { ...F${index + 1} ... { ...F${index + 1} } }`).join(' ')} fragment F60 on Creator { id }`,
    },
  ],
  [
    'a document of many tokens',
    { query: `{ hello(name: ${JSON.stringify('x')}) ${', '.repeat(10)} ${'hello '.repeat(5_000)} }` },
  ],
  ['a body of many megabytes', { query: '{ hello }', variables: { x: 'x'.repeat(2_000_000) } }],
  ['brackets without end', `{"query":"${'{'.repeat(100_000)}"}`],
  ['a value nested without end', { query: `{ echo(list: ${'['.repeat(1_500)}) }` }],
  ['JSON nested without end', `${'['.repeat(100_000)}`],
  ['a polluted prototype', '{"query":"{ hello }","__proto__":{"admin":true}}'],
  ['introspection', { query: getIntrospectionQuery() }],
  ['introspection of one type', { query: '{ __type(name: "Creator") { name } }' }],
  [
    'introspection in circles',
    { query: `{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }` },
  ],
  [
    'a form that another site could post',
    'query=%7B+hello+%7D',
    { 'content-type': 'application/x-www-form-urlencoded' },
  ],
  ['text that another site could post', '{"query":"{ hello }"}', { 'content-type': 'text/plain' }],
  [
    'a file upload that another site could post',
    '--x--',
    { 'content-type': 'multipart/form-data; boundary=x' },
  ],
  [
    'a content type that hides another',
    '{"query":"{ hello }"}',
    { 'content-type': 'text/plain; application/json' },
  ],
  ['a broken content type', '{"query":"{ hello }"}', { 'content-type': 'application' }],
  ['an unknown field, to be told the right one', { query: '{ helo }' }],
];

describe('an attack', () => {
  it.each(ATTACKS.map(([name, body, headers]) => ({ name, body, headers })))(
    'is refused with a 4xx and reaches no resolver: $name',
    async ({ body, headers }) => {
      const { status, text } = await server.post(body, headers);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/Did you mean|stack|node_modules|\.ts:|"data"/);
      expect(server.reached).toEqual([]);
    },
  );

  it.each([
    ['a mutation', 'mutation { rename(id: "c1", name: "x") { id } }', {}, 405],
    [
      'a mutation with a query beside it',
      'query A { hello } mutation B { rename(id: "c1", name: "x") { id } }&operationName=B',
      {},
      405,
    ],
    ['a query with the content type of a form', '{ hello }', { 'content-type': 'text/plain' }, 415],
  ])('by GET is refused: %s', async (_name, query, headers, expected) => {
    const response = await server.fetch(`/graphql?query=${query}`, { headers });
    expect(response.status).toBe(expected);
    expect(server.reached).toEqual([]);
  });

  it('by POST without a content type is refused, as a page of another site can send it', async () => {
    const { status } = await server.fetch('/graphql', {
      method: 'POST',
      body: new Blob(['{"query":"{ hello }"}']),
    });
    expect(status).toBe(415);
    expect(server.reached).toEqual([]);
  });

  it('is not what GraphiQL does: its introspection keeps the limits', async () => {
    const open = await startTestServer();
    const query = getIntrospectionQuery({
      descriptions: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      oneOf: true,
    });
    expect((await open.post({ query })).status).toBe(200);
  });
});
