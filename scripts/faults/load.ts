import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/** Read by SQL and by Prisma, kept and not, and written. */
const OPERATIONS: readonly ((turn: number) => { readonly query: string })[] = [
  () => ({ query: '{ topPerformers(campaignId: "spring") { influencerId views } }' }),
  (turn) => ({
    query: `{ campaign(id: "spring") { performers(first: 5, minViews: ${turn}) { edges { rank } } } }`,
  }),
  () => ({ query: '{ campaigns(first: 5) { nodes { id views } } }' }),
  () => ({ query: '{ briefs(first: 5) { totalCount nodes { id } } }' }),
  () => ({ query: '{ departments(first: 5) { totalCount nodes { id name } } }' }),
  (turn) => ({
    query: `mutation { createDepartment(input: { name: "d${turn}-${Math.random()}" }) { department { id } errors { code } } }`,
  }),
];

const CLIENTS = 8;
const PAUSE_MS = 20;

const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ extensions: z.object({ code: z.string(), retryAfterSeconds: z.number().optional() }) }))
    .optional(),
});

interface Asked {
  readonly endedAt: number;
  readonly ms: number;
  /** undefined: it was answered in full. */
  readonly code: string | undefined;
  readonly lacksRetryAfter: boolean;
}

/** What became of the requests from the beginning of a fault on. */
export interface Outcome {
  readonly requests: number;
  readonly errors: Readonly<Record<string, number>>;
  /** UNAVAILABLE that does not say when to come again. */
  readonly lacksRetryAfter: number;
  readonly longestMs: number;
  /** From the fault's end to the last error. */
  readonly secondsToRecover: number;
}

/** Several clients that ask one thing after the other until they are stopped. */
export function startLoad(url: string) {
  const asked: Asked[] = [];
  const stopped = new AbortController();
  const ask = async (turn: number): Promise<Pick<Asked, 'code' | 'lacksRetryAfter'>> => {
    const body = JSON.stringify(OPERATIONS[turn % OPERATIONS.length]?.(turn));
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { errors = [] } = Answer.parse(await response.json());
    const [first] = errors;
    const told = first?.extensions;
    return {
      code: told?.code,
      lacksRetryAfter: told?.code === 'UNAVAILABLE' && told.retryAfterSeconds === undefined,
    };
  };
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    for (let turn = client; !stopped.signal.aborted; turn += 1) {
      const start = performance.now();
      const result = await ask(turn).catch((error: unknown) => ({
        code: error instanceof Error ? `no answer (${error.message})` : 'no answer',
        lacksRetryAfter: false,
      }));
      const endedAt = performance.now();
      asked.push({ ...result, endedAt, ms: endedAt - start });
      await delay(PAUSE_MS);
    }
  });
  return {
    async stop() {
      stopped.abort();
      await Promise.all(clients);
    },
    /** @param mendedAt when the fault was over, as performance.now() has it */
    judge(beganAt: number, mendedAt: number): Outcome {
      const since = asked.filter(({ endedAt }) => endedAt >= beganAt);
      const errors: Record<string, number> = {};
      let lastErrorAt = mendedAt;
      for (const { code, endedAt } of since) {
        if (code === undefined) continue;
        errors[code] = (errors[code] ?? 0) + 1;
        lastErrorAt = Math.max(lastErrorAt, endedAt);
      }
      return {
        requests: since.length,
        errors,
        lacksRetryAfter: since.filter(({ lacksRetryAfter }) => lacksRetryAfter).length,
        longestMs: Math.round(Math.max(0, ...since.map(({ ms }) => ms))),
        secondsToRecover: Math.round((lastErrorAt - mendedAt) / 100) / 10,
      };
    },
  };
}
