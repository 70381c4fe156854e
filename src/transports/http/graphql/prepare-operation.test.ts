import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';
import { createRateLimits, listRequestBudgets } from '../../../platform/limits/rate-limits.ts';
import { closeTestServers, startTestServer } from '../test-server.fixture.ts';

afterEach(closeTestServers);

const QUERY = 'query ($limit: Int!, $name: String) { creators(limit: $limit) { id } hello(name: $name) }';
const RUNS_BEFORE_COMPILED = 3;
const BUDGET = 1_000_000;

describe.each(['true', 'false'])('a request (GRAPHQL_JIT=%s)', (jit) => {
  const start = async () => {
    const contexts: string[] = [];
    const config = readConfig({ CLIENT_COST_PER_MINUTE: String(BUDGET) });
    const rateLimits = createRateLimits({
      budgets: listRequestBudgets(config),
      logger: pino({ level: 'silent' }),
    });
    const server = await startTestServer({
      settings: { GRAPHQL_JIT: jit },
      rateLimits,
      createContext: ({ headers }) => {
        contexts.push('made');
        if (headers.authorization === 'none') throw new CallerError('UNAUTHENTICATED', 'Send a token.');
        return {};
      },
    });
    for (let run = 1; run <= RUNS_BEFORE_COMPILED; run++)
      await server.post({ query: QUERY, variables: { limit: 1 } });
    contexts.length = 0;
    const spent = async () => BUDGET - ((await rateLimits.charge('client', '127.0.0.1', 0))?.remaining ?? 0);
    return { ...server, contexts, spent };
  };

  it.each<[string, object, Record<string, string>, { cost: number; status: number; code: string | null }]>([
    ['that is answered', { limit: 3 }, {}, { cost: 5, status: 200, code: null }],
    [
      'whose variables do not fit',
      { limit: 3, name: { a: 1 } },
      {},
      { cost: 5, status: 400, code: 'BAD_USER_INPUT' },
    ],
    ['that costs too much', { limit: 1_000_000 }, {}, { cost: 0, status: 400, code: 'OPERATION_TOO_COSTLY' }],
    [
      'with a text that cannot be stored',
      { limit: 3, name: '\0' },
      {},
      { cost: 0, status: 400, code: 'BAD_USER_INPUT' },
    ],
    [
      'of somebody who is not let in',
      { limit: 3 },
      { authorization: 'none' },
      { cost: 0, status: 401, code: 'UNAUTHENTICATED' },
    ],
  ])('%s is prepared and charged once', async (_name, variables, headers, expected) => {
    const { post, contexts, spent } = await start();
    const before = await spent();
    const { status, body } = await post({ query: QUERY, variables }, headers);
    const code = body.errors?.[0].extensions.code ?? null;
    expect({ cost: (await spent()) - before, status, code }).toEqual(expected);
    expect(contexts).toEqual(['made']);
  });
});
