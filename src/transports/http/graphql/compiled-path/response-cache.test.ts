import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallerError } from '../../../../errors.ts';
import {
  closeTestServers,
  makeCreator,
  makeTestSchema,
  startTestServer,
  type TestServer,
} from '../../test-server.fixture.ts';

/** Enough that the operation was compiled (at the third) and its answer is in the cache. */
const RUNS = 5;

/** What `creators` gives: a test puts another list there. */
let creators: unknown;
let names: Readonly<Record<string, string>>;

function makeSchema() {
  const schema = makeTestSchema(undefined, {
    'Query.creators': (_root, { limit }) => {
      if (limit === 13) throw new CallerError('FORBIDDEN', 'not thirteen');
      return creators instanceof Error ? Promise.reject(creators) : creators;
    },
    'Creator.later': ({ id }) => names[id],
  });
  const field = schema.getQueryType()?.getFields().creators;
  if (field !== undefined) field.extensions = { unchanging: true };
  return schema;
}

describe('the response cache of an unchanging list', () => {
  let plain: TestServer;
  let compiled: TestServer;
  let asked = 0;

  beforeAll(async () => {
    const createContext = () => {
      asked += 1;
      return {};
    };
    plain = await startTestServer({ settings: { GRAPHQL_JIT: 'false' }, schema: makeSchema() });
    compiled = await startTestServer({ schema: makeSchema(), createContext });
  });
  beforeEach(() => {
    creators = [makeCreator(0), makeCreator(1)];
    names = {};
    asked = 0;
  });
  afterAll(closeTestServers);

  const ask = async (query: string, variables: object = {}) => {
    const headers = { 'x-request-id': 'comparison' };
    const expected = await plain.post({ query, variables }, headers);
    const answer = await compiled.post({ query, variables }, headers);
    expect([answer.status, answer.text]).toEqual([expected.status, expected.text]);
    return answer.body;
  };

  it.each([
    ['fields', '{ creators { id views rate name } }'],
    ['an alias and __typename', '{ all: creators(limit: 3) { __typename key: id } }'],
    ['fragments', '{ creators { ...A ... on Creator { views } } } fragment A on Creator { rate }'],
    ['a variable for an argument', 'query ($n: Int! = 4) { creators(limit: $n) { name } }'],
    ['a variable in a directive', 'query ($v: Boolean = true) { creators { id views @include(if: $v) } }'],
    ['fields with resolvers', '{ creators { id later friends { id } } }'],
    ['a second root field', '{ creators { id } hello }'],
  ])('is what graphql-js answers: %s', async (_name, query) => {
    for (let run = 1; run <= RUNS; run++) await ask(query);
    creators = [makeCreator(7)];
    for (let run = 1; run <= RUNS; run++) await ask(query);
    creators = null;
    await ask(query);
  });

  it('stands for that object alone, and every request is prepared and resolved', async () => {
    for (let run = 1; run <= RUNS; run++) await ask('{ creators { id } }');
    expect(asked).toBe(RUNS);
    creators = [makeCreator(5)];
    expect((await ask('{ creators { id } }')).data.creators).toEqual([{ id: 'c5' }]);
    creators = new CallerError('NOT_FOUND', 'gone');
    expect((await ask('{ creators { id } }')).errors[0].message).toBe('gone');
  });

  it('spares reading the same list again', async () => {
    const list = [makeCreator(0)];
    creators = list;
    const query = '{ creators { views } }';
    for (let run = 1; run <= RUNS; run++) await ask(query);
    // Which nobody does with an unchanging list: it would not be seen.
    list.push(makeCreator(1));
    expect((await compiled.post({ query })).body.data.creators).toHaveLength(1);
    creators = [...list];
    expect((await ask(query)).data.creators).toHaveLength(2);
  });

  it('does not keep the list alive', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const keepAnswers = async () => {
      const list = [makeCreator(0)];
      creators = list;
      for (let run = 1; run <= RUNS; run++) await ask('{ creators { id name } }');
      return new WeakRef(list);
    };
    const list = await keepAnswers();
    creators = [];
    await ask('{ creators { id name } }');
    // Whoever looks keeps it until the end of that turn of the event loop.
    await setImmediate();
    collectGarbage();
    expect(list.deref()).toBeUndefined();
  });

  it('depends on the variables of directives, which is why such an answer is not kept', async () => {
    const query = 'query ($v: Boolean!) { creators { id views @include(if: $v) } }';
    for (let run = 1; run <= RUNS; run++) await ask(query, { v: run % 2 === 0 });
  });

  it('is not kept where a field below has code of its own', async () => {
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      names = { c0: name, c1: name };
      expect((await ask('{ creators { later } }')).data.creators[0].later).toBe(name);
    }
  });

  it('is not kept with errors, nor where the resolver refuses', async () => {
    creators = [{ ...makeCreator(0), name: null }];
    for (let run = 1; run <= RUNS; run++)
      expect((await ask('{ creators { id name } }')).errors).toHaveLength(1);
    for (let run = 1; run <= RUNS; run++)
      await ask('query ($n: Int!) { creators(limit: $n) { id } }', { n: 1 });
    for (const n of [13, 'two', null, 2 ** 40, 1.5])
      await ask('query ($n: Int!) { creators(limit: $n) { id } }', { n });
  });
});
