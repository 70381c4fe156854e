import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ableModel, startBriefModelServer } from './brief-model-server.fixture.ts';

let server: Awaited<ReturnType<typeof startBriefModelServer>>;
beforeAll(async () => {
  server = await startBriefModelServer();
});
afterAll(() => server.mock.stop());

describe('200 briefs by a server of whose answers a fifth are broken', () => {
  it('are written in at least 99 of 100 cases, and none hangs', { timeout: 180_000 }, async () => {
    server.answer(ableModel);
    server.mock.setChaos({ dropRate: 0.06, malformedRate: 0.06, rateLimitRate: 0.02, disconnectRate: 0.08 });
    const models = server.models('main-model');
    const outcomes: string[] = [];
    for (let batch = 0; batch < 10; batch += 1) {
      const runs = Array.from({ length: 20 }, () => server.write({ models, budgets: { timeoutMs: 20_000 } }));
      for (const outcome of await Promise.allSettled(runs)) {
        outcomes.push(
          outcome.status === 'fulfilled' ? 'written' : String(outcome.reason.code ?? outcome.reason),
        );
      }
    }
    server.mock.clearChaos();
    expect(outcomes).toHaveLength(200);
    expect(outcomes.filter((outcome) => outcome === 'written').length).toBeGreaterThanOrEqual(198);
    // What was not written ended with an error that a client can act on.
    expect(
      outcomes.filter((outcome) => !['written', 'UPSTREAM_UNAVAILABLE', 'BRIEF_REJECTED'].includes(outcome)),
    ).toEqual([]);
  });
});
