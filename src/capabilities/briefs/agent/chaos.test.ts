import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelRequest, textOf } from '../../../platform/agents/model-server.fixture.ts';
import { ableModel, startBriefModelServer } from './brief-model-server.fixture.ts';

let server: Awaited<ReturnType<typeof startBriefModelServer>>;
beforeAll(async () => {
  server = await startBriefModelServer();
});
afterAll(() => server.mock.stop());

const FAULTS = [{ dropRate: 1 }, { malformedRate: 1 }, { disconnectRate: 1 }] as const;
const BRIEFS = 12;
/** A call that goes wrong is repeated so often. */
const MOST_FAULTS = 4;

/** Plans what becomes of each attempt at a call: the same for the same brief, whatever runs beside it. */
function planFaults(countFaults: (brief: number, call: number) => number) {
  const attempts = new Map<string, number>();
  server.answer(ableModel);
  const faultOf = new WeakMap<ModelRequest, number>();
  const choose = (request: ModelRequest): number => {
    const chosen = faultOf.get(request);
    if (chosen !== undefined) return chosen;
    const text = textOf(request);
    const brief = Number(/Shoe (\d+)/.exec(text)?.[1]);
    const call = request.messages.length;
    const attempt = attempts.get(`${brief} ${call}`) ?? 0;
    attempts.set(`${brief} ${call}`, attempt + 1);
    const fault = attempt < countFaults(brief, call) ? (brief + call + attempt) % FAULTS.length : -1;
    faultOf.set(request, fault);
    return fault;
  };
  for (const [index, chaos] of FAULTS.entries()) {
    server.mock.prependFixture({
      match: { predicate: (request) => choose(request) === index },
      response: { content: '' },
      chaos,
    });
  }
  return { countFaulty: () => [...attempts.values()].reduce((sum, count) => sum + count - 1, 0) };
}

const writeAll = () =>
  Promise.allSettled(
    Array.from({ length: BRIEFS }, (_unused, brief) =>
      server.write({ maxRetries: MOST_FAULTS, request: { product: `Shoe ${brief}` } }),
    ),
  );

describe('briefs by a server that breaks connections, sends halves and fails', () => {
  it('are all written where no call goes wrong more often than it is repeated', async () => {
    const plan = planFaults((brief, call) => (brief + call) % (MOST_FAULTS + 1));
    const outcomes = await writeAll();
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(plan.countFaulty()).toBeGreaterThan(2 * BRIEFS);
  });

  it('end with an error that a client can act on where every call goes wrong', async () => {
    planFaults(() => Number.POSITIVE_INFINITY);
    const outcomes = await writeAll();
    expect(new Set(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code))).toEqual(
      new Set(['UPSTREAM_UNAVAILABLE']),
    );
  });
});
