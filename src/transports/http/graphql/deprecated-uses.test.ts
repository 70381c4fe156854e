import { buildSchema, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { closeTestServers, startTestServer } from '../test-server.fixture.ts';
import { createDeprecatedUses } from './deprecated-uses.ts';

const REASON = 'Use the other. It goes on 2030-01-01.';

const schema = buildSchema(`
  enum Tone { WARM COLD LOUD @deprecated(reason: "${REASON}") }
  input Filter { tones: [Tone!], name: String, title: String @deprecated(reason: "${REASON}"), inner: [Filter!] }
  type Creator { id: ID!, posts: Int @deprecated(reason: "${REASON}"), postCount: Int }
  type Query {
    creator(id: ID, key: ID @deprecated(reason: "${REASON}"), filter: Filter): Creator
    tone(tone: Tone): String
  }
`);

/** What was counted of one operation, which is asked twice: it is looked through once. */
async function countUses(text: string, variables = {}, graph: GraphQLSchema = schema) {
  const metrics = createMetrics();
  const count = createDeprecatedUses(graph, metrics);
  const document = parse(text);
  const operation = getOperationAST(document, text.includes('query A') ? 'A' : undefined);
  if (!operation) throw new Error('no operation');
  count?.({ document, operation, variables });
  count?.({ document, operation, variables });
  return readUses((await metrics.render()).text);
}

function readUses(text: string): Record<string, number> {
  const lines = text.matchAll(/^marquee_deprecated_uses_total\{element="(.+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, element = '', uses]) => [element, Number(uses)]));
}

describe('uses of what is deprecated', () => {
  it.each<[string, string, object, string[]]>([
    ['nothing', '{ creator(id: 1) { id postCount } tone(tone: WARM) }', {}, []],
    ['a field, however often', '{ a: creator { posts } b: creator { x: posts } }', {}, ['Creator.posts']],
    ['an argument', '{ creator(key: 1) { id } }', {}, ['Query.creator(key)']],
    [
      'literals of an input and an enum',
      '{ creator(filter: { title: "t", inner: { tones: LOUD } }) { id } }',
      {},
      ['Filter.title', 'Tone.LOUD'],
    ],
    [
      'variables',
      'query ($f: Filter, $t: Tone) { creator(filter: $f) { id } tone(tone: $t) }',
      { f: { inner: [{ title: 't' }, { tones: 'LOUD', name: 'n', unknown: 1 }] }, t: null },
      ['Filter.title', 'Tone.LOUD'],
    ],
    [
      'fragments of this operation, not of another',
      'query A { creator { ...F } } query B { creator { ...G } } fragment F on Creator { id } fragment G on Creator { posts }',
      {},
      [],
    ],
    ['a fragment', '{ creator { ...F } } fragment F on Creator { posts }', {}, ['Creator.posts']],
  ])('are counted once an operation: %s', async (_name, text, variables, elements) => {
    expect(await countUses(text, variables)).toEqual(Object.fromEntries(elements.map((name) => [name, 2])));
  });

  it('are not looked for where nothing is deprecated', () => {
    expect(
      createDeprecatedUses(buildSchema('type Query { hello: String }'), createMetrics()),
    ).toBeUndefined();
  });

  describe.each(['true', 'false'])('by a server (GRAPHQL_JIT=%s)', (jit) => {
    afterEach(closeTestServers);

    it('are in its metrics, for operations that are compiled too, and not for those that are refused', async () => {
      const metrics = createMetrics();
      const { post } = await startTestServer({ schema, metrics, settings: { GRAPHQL_JIT: jit } });
      for (let run = 1; run <= 4; run++)
        expect((await post({ query: '{ creator { posts } }' })).status).toBe(200);
      expect((await post({ query: '{ creator { posts none } }' })).status).toBe(400);
      expect(readUses((await metrics.render()).text)).toEqual({ 'Creator.posts': 4 });
    });
  });
});
