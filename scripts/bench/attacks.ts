import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { Bench } from './bench-context.ts';
import { percentile, show } from './figures.ts';
import { startMarquee } from './marquee.ts';

const CONNECTIONS = 16;
const HEALTH_PER_SECOND = 100;
const MOST_MS = 50;

const LEVEL = '{ influencer { campaigns(first: 1) { edges { node ';
const nest = (levels: number) =>
  `{ campaignPerformance(campaignId: "a", influencerId: "b") ${LEVEL.repeat(levels)} { views } ${'} } } }'.repeat(levels)} }`;
const aliases = (count: number) =>
  Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ');

interface Attack {
  readonly name: string;
  readonly path?: string;
  readonly type?: string;
  readonly body: string;
}

const operation = (name: string, query: string, variables = {}): Attack => ({
  name,
  body: JSON.stringify({ query, variables }),
});

const HEADER = 'campaignId,influencerId,views,likes\n';
const file = (name: string, body: string): Attack => ({
  name,
  path: '/imports?source=attack.csv&rejectLimit=0',
  type: 'text/csv',
  body,
});

/** What graphql-cop and Damn Vulnerable GraphQL Application try, on the product's own graph, and files like them. */
const ATTACKS: readonly Attack[] = [
  {
    name: 'a batch of operations',
    body: JSON.stringify(Array.from({ length: 100 }, () => ({ query: '{ __typename }' }))),
  },
  operation('a deep recursion', nest(40)),
  operation('10,000 aliases', `{ ${aliases(10_000)} }`),
  operation('a field 10,000 times', `{ ${'__typename '.repeat(10_000)} }`),
  operation('10,000 directives', `{ __typename ${'@skip(if: false) '.repeat(10_000)} }`),
  operation(
    'circular fragments',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }',
  ),
  operation(
    'fragments that double each other',
    `{ ...F0 } ${Array.from({ length: 60 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ... { ...F${index + 1} } }`).join(' ')} fragment F60 on Query { __typename }`,
  ),
  operation('a list of a million', '{ topPerformers(campaignId: "a", limit: 1000000) { views } }'),
  operation('SQL in a text', '{ campaign(id: "\' or 1=1 --") { views ', {}),
  { name: 'a body of 250 KB that is no JSON', body: `{"query":"${'{'.repeat(250_000)}` },
  {
    name: 'a body of a megabyte',
    body: JSON.stringify({ query: '{ __typename }', x: 'x'.repeat(1_000_000) }),
  },
  operation('variables nested a thousand deep', 'query ($x: Int) { __typename }', {
    x: JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`),
  }),
  file('a file with a header of a megabyte', 'x'.repeat(1_000_000)),
  file('a file with a field of a megabyte', `${HEADER}spring,${'a'.repeat(1_000_000)},1,1\n`),
  file('a file with a quote that is never closed', `${HEADER}"${'spring,ada,1,1\n'.repeat(60_000)}`),
];

/**
 * How long a health check waits while each attack comes in over {@link CONNECTIONS} connections, as fast as it is
 * refused. Throws where an attack is answered with anything but a 4xx (or a 503 of the import route's own limit).
 */
export async function measureAttacks({ postgres, isQuick, report, tell }: Bench): Promise<void> {
  const url = await postgres.createDatabase('bench_attacks');
  const server = await startMarquee({ DATABASE_URL: url, NODE_ENV: 'production' });
  try {
    const idle = percentile(await checkHealth(server.url, delay(3_000)), 0.99);
    for (const attack of ATTACKS) {
      const running = autocannon({
        url: server.url + (attack.path ?? '/graphql'),
        method: 'POST',
        headers: { 'content-type': attack.type ?? 'application/json' },
        body: attack.body,
        connections: CONNECTIONS,
        // In a thread of its own: what is measured here is the server's loop, not that of whoever attacks.
        workers: 1,
        duration: isQuick ? 3 : 8,
      });
      const times = await checkHealth(server.url, running);
      const { statusCodeStats } = await running;
      const answers = Object.entries(statusCodeStats ?? {});
      const foreign = answers.filter(([status]) => !/^4|^503$/.test(status));
      if (answers.length === 0 || foreign.length > 0)
        throw new Error(`${attack.name} was answered with ${JSON.stringify(statusCodeStats)}`);
      const waited = percentile(times, 0.99);
      tell(`${attack.name}: ${JSON.stringify(statusCodeStats)}; a health check's p99 ${show(waited)} ms`);
      report.figures.push({
        measure: `p99 of a health check during: ${attack.name}`,
        value: `${show(waited)} ms`,
        beside: `idle: ${show(idle)} ms`,
        figure: waited,
        unit: 'ms',
        limit: { atMost: MOST_MS },
      });
    }
  } finally {
    await server.stop();
    await postgres.dropDatabase('bench_attacks');
  }
}

/** Asks /livez at a steady rate until the work is done; resolves to the milliseconds of each answer. */
async function checkHealth(url: string, work: PromiseLike<unknown>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  let isDone = false;
  const done = Promise.resolve(work).finally(() => {
    isDone = true;
  });
  const asked: Promise<void>[] = [];
  while (!isDone) {
    asked.push(
      (async () => {
        const startedAt = performance.now();
        const [response] = await once(get(`${url}/livez`, { agent }), 'response');
        response.resume();
        await once(response, 'end');
        times.push(performance.now() - startedAt);
      })(),
    );
    await delay(1_000 / HEALTH_PER_SECOND);
  }
  await Promise.all([...asked, done]);
  agent.destroy();
  return times;
}
