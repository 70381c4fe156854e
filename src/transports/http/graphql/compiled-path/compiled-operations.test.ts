import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  closeTestServers,
  startTestServer,
  type TestServer,
} from '../../test-server.fixture.ts';

const OPERATIONS: readonly (readonly [string, string, Readonly<Record<string, unknown>>?])[] = [
  ['scalars, synchronous and not', '{ creator(id: "c1") { id name views rate tone later } hello }'],
  ['aliases and __typename', '{ a: creator(id: "c0") { __typename x: id rate } b: hello __typename }'],
  ['a list', '{ creators { id later friends { id friend { id later } } } }'],
  ['a list with nulls and promises in it', '{ sparse { id later } matrix }'],
  ['unions', '{ parties { __typename ... on Creator { id tone } ... on Brand { slogan } } }'],
  ['interfaces', '{ named { name ... on Creator { later } ...B } } fragment B on Brand { slogan name }'],
  ['null', '{ creator(id: "none") { id } }'],
  ['defaults of arguments', '{ creators(limit: 2) { id } echo }'],
  [
    'literals',
    '{ echo(filter: {views: 9007199254740993, tones: [WARM]}, tone: COLD, list: [1, 2], big: 1) }',
  ],
  ['one value for a list', '{ echo(list: 5, filter: {tones: WARM}) }'],
  [
    'variables',
    'query ($f: Filter, $l: [Int!], $b: BigInt, $t: Tone) { echo(filter: $f, list: $l, big: $b, tone: $t) }',
    { f: { name: 'x', views: '9007199254740993' }, l: [1, 2], b: 12, t: 'WARM' },
  ],
  ['variables left out', 'query ($f: Filter, $l: [Int!]) { echo(filter: $f, list: $l) }'],
  ['null variables', 'query ($f: Filter) { echo(filter: $f) }', { f: null }],
  [
    'variables with defaults',
    'query ($l: [Int!] = [3], $n: Int! = 2) { echo(list: $l) creators(limit: $n) { id } }',
  ],
  [
    'a variable within a literal',
    'query ($v: BigInt, $t: [Tone!]) { echo(filter: {name: "n", views: $v, tones: $t}) }',
    { t: ['COLD'] },
  ],
  ['a variable of the wrong type', 'query ($n: Int!) { creators(limit: $n) { id } }', { n: 'two' }],
  ['a variable that is missing', 'query ($n: Int!) { creators(limit: $n) { id } }'],
  [
    'null for an argument that has a default',
    'query ($n: Int = 4) { creators(limit: $n) { id } }',
    { n: null },
  ],
  ['an enum value that is none', 'query ($t: Tone) { echo(tone: $t) }', { t: 'HOT' }],
  ['a scalar that its type refuses', 'query ($b: BigInt) { echo(big: $b) }', { b: 'many' }],
  [
    '@include true',
    'query ($y: Boolean!) { hello @include(if: $y) creator(id: "c1") { id @skip(if: $y) name ...F @include(if: $y) } } fragment F on Creator { later }',
    { y: true },
  ],
  [
    '@include false',
    'query ($y: Boolean!) { hello @include(if: $y) creator(id: "c1") { id @skip(if: $y) name ...F @include(if: $y) ... @include(if: $y) { rate } } } fragment F on Creator { later }',
    { y: false },
  ],
  [
    'the same field skipped here and not there',
    'query ($y: Boolean!) { creator(id: "c1") { ...A @skip(if: $y) ...B } } fragment A on Creator { friend { id } } fragment B on Creator { friend { name } }',
    { y: true },
  ],
  [
    'the same fragment skipped here and not there',
    'query ($y: Boolean!) { creator(id: "c1") { friend @skip(if: $y) { ...A } ...A @include(if: $y) } } fragment A on Creator { name }',
    { y: true },
  ],
  [
    'merged selections',
    '{ creator(id: "c1") { friend { id } friend { name friend { id } } friend { friend { name } } } }',
  ],
  ["an error of the caller's", '{ hello notFound creator(id: "c1") { fails id } }'],
  ['errors of ours', '{ hello crash denied creator(id: "c1") { wrongCount } }'],
  ['an error under a non-null field', '{ hello creator(id: "c1") { id failsHard } }'],
  ['a rejection under a non-null field', '{ hello creator(id: "c1") { id failsLater later } }'],
  ['null under a non-null field', '{ creator(id: "c1") { id friend { neverNull } } }'],
  ['an error within a list', '{ sparse { id failsLater } }'],
  ['an error that takes the whole list', '{ hello creators(limit: 2) { id failsLater } }'],
  ['introspection', getIntrospectionQuery()],
  [
    'one type of the schema',
    '{ __type(name: "Creator") { name fields { name type { kind ofType { name } } } } hello }',
  ],
  ['several operations', 'query A { hello(name: "a") } query B { hello(name: "b") }'],
  ['directives of our own', 'query @note(text: "q") { hello @note(text: "f") @note }'],
  ['a mutation', 'mutation { rename(id: "c3", name: "new") { id name later } }'],
];

/** What must be the same: status, body to the byte, and every header but the time. */
function comparable({ status, text, headers }: Answer) {
  return { status, text, headers: Object.fromEntries([...headers].filter(([name]) => name !== 'date')) };
}

describe('a compiled operation', () => {
  let plain: TestServer;
  let compiled: TestServer;

  beforeAll(async () => {
    plain = await startTestServer({ settings: { GRAPHQL_JIT: 'false' } });
    compiled = await startTestServer({ settings: { GRAPHQL_JIT: 'true' } });
  });
  afterAll(closeTestServers);

  it.each(OPERATIONS.map(([name, query, variables]) => ({ name, query, variables })))(
    'answers what graphql-js answers: $name',
    async ({ query, variables }) => {
      const body = { query, variables, ...(query.includes('query A') && { operationName: 'B' }) };
      const headers = { 'x-request-id': 'comparison' };
      const expected = await plain.post(body, headers);
      // The third run is the first that is compiled.
      for (let run = 1; run <= 4; run++) {
        const answer = await compiled.post(body, headers);
        expect({ run, ...comparable(answer) }).toEqual({ run, ...comparable(expected) });
      }
    },
  );

  it('no longer goes through graphql-js', async () => {
    const traced = await startTestServer({
      settings: { GRAPHQL_JIT: 'true' },
      resolvers: { 'Query.hello': () => String(new Error().stack?.includes('graphql/execution')) },
    });
    const runs = [];
    for (let run = 1; run <= 3; run++) runs.push((await traced.post({ query: '{ hello }' })).body.data.hello);
    expect(runs).toEqual(['true', 'true', 'false']);
  });
});
