import { once } from 'node:events';
import { connect } from 'node:net';
import { randomLcg } from 'd3-random';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { askAndLeave } from './departing-clients.ts';

const OF_EACH_KIND = 600;
const AT_ONCE = 32;
const LONGEST_STAY_MS = 80;
const SEED = 0.12;

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let server: ServerProcess;

beforeAll(async () => {
  created = await createPostgresDatabase();
  const database = openPostgres(created.url, silentLogger);
  await importRows(database, [{ campaignId: 'spring', influencerId: 'a', views: 10_000, likes: 90 }]);
  await database.close();
  server = await startServerProcess({
    DATABASE_URL: created.url,
    LOG_LEVEL: 'debug',
    CLIENT_COST_PER_MINUTE: '0',
    ORGANIZATION_COST_PER_MINUTE: '0',
    ORGANIZATION_MODEL_CALLS_PER_HOUR: '0',
  });
});
afterAll(async () => {
  server?.signal('SIGTERM');
  await server?.exited;
  await created?.drop();
});

const inputOf = (product: string) =>
  `{ brand: "Northwind", product: "${product}", goal: AWARENESS, platform: INSTAGRAM, campaignId: "spring" }`;
const generate = (product: string) =>
  `mutation { generateBrief(input: ${inputOf(product)}) { brief { caption } } }`;
const follow = (product: string) =>
  `subscription { briefProgress(input: ${inputOf(product)}) { __typename ... on BriefFinished { brief { caption } } } }`;

async function readCounter(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const lines = [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'gm'))];
  return lines.reduce((sum, [, count]) => sum + Number(count), 0);
}

const listGone = () =>
  server.log.filter(({ msg }) => msg === 'the client left before its answer was complete');

it.each(['/graphql', '/graphql/stream', '/imports?source=half'])(
  'a body of %s that stops half sent is no fault of the server',
  async (path) => {
    const before = listGone().length;
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const type = path.startsWith('/imports') ? 'text/csv' : 'application/json';
    const head = [
      `POST ${path} HTTP/1.1`,
      `host: ${hostname}:${port}`,
      `content-type: ${type}`,
      'content-length: 1000',
    ];
    socket.write(`${[...head, 'accept: text/event-stream', 'expect: 100-continue'].join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
    await new Promise((resolve) => socket.write('{', resolve));
    socket.destroy();
    await vi.waitFor(() => expect(listGone().length).toBe(before + 1), { timeout: 60_000 });
    expect(server.log.filter(({ level }) => level !== 'debug' && level !== 'info')).toEqual([]);
  },
);

it(`${OF_EACH_KIND} streams and ${OF_EACH_KIND} mutations whose clients hang up at any moment cost nobody else an answer`, async () => {
  const random = randomLcg(SEED);
  // Each its own brief, so that each run is stopped with its client.
  const visits = Array.from({ length: OF_EACH_KIND }, (_, index) => [
    {
      path: '/graphql/stream',
      accept: 'text/event-stream',
      query: follow(`Stream ${index}`),
      milliseconds: random() * LONGEST_STAY_MS,
    },
    {
      path: '/graphql',
      accept: 'application/json',
      query: generate(`Mutation ${index}`),
      milliseconds: random() * LONGEST_STAY_MS,
    },
  ]).flat();
  const clients = Array.from({ length: AT_ONCE }, async () => {
    for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
      await askAndLeave(`${server.url}${visit.path}`, visit);
    }
  });
  await Promise.all(clients);

  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: generate('Whoever stays') }),
  });
  expect(await answer.json()).toEqual({
    data: { generateBrief: { brief: { caption: expect.any(String) } } },
  });
  expect(await readCounter('marquee_unhandled_rejections_total')).toBe(0);
  const gone = listGone();
  expect(gone.length).toBeGreaterThan(0);
  expect(gone.every(({ level, err }) => level === 'debug' && err === undefined)).toBe(true);
  await vi.waitFor(
    async () => expect(await readCounter('marquee_clients_gone_total')).toBe(listGone().length),
    {
      timeout: 60_000,
    },
  );
  expect(server.log.filter(({ level }) => level !== 'debug' && level !== 'info')).toEqual([]);
});
