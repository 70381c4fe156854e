import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../config.ts';
import { createRateLimits, listRequestBudgets } from '../../../platform/limits/rate-limits.ts';
import { closeTestServers, startTestServer } from '../test-server.fixture.ts';

afterEach(closeTestServers);

const logger = pino({ level: 'silent' });
const limitsOf = (settings: Readonly<Record<string, string>>) =>
  createRateLimits({ budgets: listRequestBudgets(readConfig(settings)), logger });

describe('rate limits', () => {
  it('charge what an operation costs, and say what is left', async () => {
    const { post } = await startTestServer({ rateLimits: limitsOf({ CLIENT_COST_PER_MINUTE: '100' }) });
    const { status, headers } = await post({ query: '{ creators(limit: 20) { id name } }' });
    expect(status).toBe(200);
    expect(headers.get('ratelimit-policy')).toBe('"client";q=100;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"client";r=59;t=(?:60|59)$/);
  });

  it.each(['true', 'false'])(
    'refuse with 429 what comes too soon, before a resolver runs (GRAPHQL_JIT=%s)',
    async (jit) => {
      const { post, reached } = await startTestServer({
        settings: { GRAPHQL_JIT: jit },
        rateLimits: limitsOf({ CLIENT_COST_PER_MINUTE: '100' }),
      });
      const query = '{ creators(limit: 15) { id name } }';
      for (let run = 1; run <= 3; run++) expect((await post({ query })).status).toBe(200);
      reached.length = 0;
      const { status, headers, body } = await post({ query });
      expect(status).toBe(429);
      const { code, budget, retryAfterSeconds, requestId } = body.errors[0].extensions;
      expect({ code, budget, requestId }).toEqual({
        code: 'RATE_LIMITED',
        budget: 'client',
        requestId: headers.get('x-request-id'),
      });
      expect(retryAfterSeconds).toBeGreaterThan(50);
      expect(headers.get('retry-after')).toBe(String(retryAfterSeconds));
      expect(headers.get('ratelimit-policy')).toBe('"client";q=100;w=60');
      expect(headers.get('ratelimit')).toBe(`"client";r=0;t=${retryAfterSeconds}`);
      expect(body.data).toBeUndefined();
      expect(reached).toEqual([]);
    },
  );

  it('count each client and each organization for itself', async () => {
    const { post } = await startTestServer({
      settings: { TRUST_PROXY: 'loopback' },
      rateLimits: limitsOf({ CLIENT_COST_PER_MINUTE: '50', ORGANIZATION_COST_PER_MINUTE: '80' }),
      createContext: ({ headers }) => ({ organizationId: String(headers['x-organization']) }),
      organizationOf: (context) => ('organizationId' in context ? String(context.organizationId) : undefined),
    });
    const ask = async (ip: string, organization: string) => {
      const { status, body, headers } = await post(
        { query: '{ creators(limit: 20) { id name } }' },
        { 'x-forwarded-for': ip, 'x-organization': organization },
      );
      expect(headers.get('ratelimit-policy')).toBe('"client";q=50;w=60, "organization";q=80;w=60');
      expect(headers.get('ratelimit')).toMatch(/^"client";r=\d+;t=\d+, "organization";r=\d+;t=\d+$/);
      return status === 200 ? 'ok' : body.errors[0].extensions.budget;
    };
    expect(await ask('203.0.113.1', 'a')).toBe('ok');
    expect(await ask('203.0.113.1', 'b')).toBe('client');
    expect(await ask('203.0.113.2', 'a')).toBe('organization');
    expect(await ask('203.0.113.3', 'c')).toBe('ok');
  });

  it('are given as a list, of which 0 lifts one', async () => {
    const withCalls = (points: number) =>
      createRateLimits({ budgets: [{ name: 'calls', points, seconds: 3_600, spends: 'calls' }], logger });
    const limits = withCalls(2);
    expect(await limits.charge('calls', 'a')).toMatchObject({ remaining: 1, windowSeconds: 3_600 });
    await limits.charge('calls', 'a');
    await expect(limits.charge('calls', 'a')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: 'The calls exceeded the limit of 2 per 3600 seconds. Wait 3600 s, or ask for less.',
      details: { budget: 'calls', retryAfterSeconds: 3_600 },
    });
    await limits.charge('calls', 'b');
    expect(await withCalls(0).charge('calls', 'a', 1_000_000)).toBeUndefined();
    await expect(limits.charge('client', 'a')).rejects.toThrow('there is no budget client');
  });
});
