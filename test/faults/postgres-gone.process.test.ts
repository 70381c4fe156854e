import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const TOP = 'query ($id: ID!) { topPerformers(campaignId: $id) { influencerId views } }';

/** The machine may be busy with something else. */
const PATIENCE = { timeout: 60_000 };

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let proxy: TcpProxy;
/** Goes through the proxy; the operator's does not. */
let database: Database;
let operator: Database;
let app: RunningApp;

beforeEach(async () => {
  created = await createPostgresDatabase();
  const url = new URL(created.url);
  proxy = await openTcpProxy(Number(url.port));
  url.port = String(proxy.port);
  database = openPostgres(url.href, silentLogger);
  operator = openPostgres(created.url, silentLogger);
  await importRows(operator, [
    { campaignId: 'spring', influencerId: 'a', views: 10 },
    { campaignId: 'summer', influencerId: 'b', views: 20 },
  ]);
  app = await startApp(database);
});

afterEach(async () => {
  await app.close();
  await database.close();
  await operator.close();
  await proxy.close();
  await created.drop();
});

const ask = (id: string) =>
  app.query<{ topPerformers: { views: number }[] | null }>(TOP, { id }).then(({ data, errors }) => ({
    views: data?.topPerformers?.map(({ views }) => views),
    errors,
  }));

const readiness = async () => {
  const response = await fetch(`${app.url}/readyz`);
  return { status: response.status, body: await response.json() };
};

it('while PostgreSQL is gone, known answers go on and others say UNAVAILABLE; when it is back, all is as before', async () => {
  expect(await ask('spring')).toEqual({ views: [10], errors: undefined });
  expect((await readiness()).status).toBe(200);

  await proxy.cut();
  expect(await ask('spring')).toEqual({ views: [10], errors: undefined });
  const { errors: [error] = [] } = await ask('summer');
  expect(error?.extensions).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 5 });
  expect(error?.message).toBe('The database cannot be reached. Try again in a moment.');
  expect(await readiness()).toEqual({
    status: 503,
    body: {
      status: 'not ready',
      faults: [{ part: 'database', message: 'The database cannot be reached. Try again in a moment.' }],
    },
  });
  expect((await fetch(`${app.url}/livez`)).status).toBe(200);

  await proxy.mend();
  expect(await ask('summer')).toEqual({ views: [20], errors: undefined });
  expect((await readiness()).status).toBe(200);
});

it('says UNAVAILABLE for what Prisma reads, too, and for an import', async () => {
  await proxy.cut();
  const campaigns = await app.query('{ campaigns(first: 1) { edges { node { id } } } }');
  expect(campaigns.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
  const response = await fetch(`${app.url}/imports?source=x`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: 'campaign_id,influencer_id,views,likes\nspring,a,1,1\n',
  });
  const body = await response.json();
  expect([response.status, body.code]).toEqual([503, 'UNAVAILABLE']);
  expect(JSON.stringify([campaigns, body])).not.toMatch(/127\.0\.0\.1|marquee_|ECONN/);
});

it('hears of imports again once PostgreSQL is back, also of those that it missed', async () => {
  expect((await ask('spring')).views).toEqual([10]);
  await proxy.cut();
  await importRows(operator, [{ campaignId: 'spring', influencerId: 'a', views: 11 }]);
  expect((await ask('spring')).views).toEqual([10]);
  await proxy.mend();
  await vi.waitFor(async () => expect((await ask('spring')).views).toEqual([11]), PATIENCE);
  await importRows(operator, [{ campaignId: 'spring', influencerId: 'a', views: 12 }]);
  await vi.waitFor(async () => expect((await ask('spring')).views).toEqual([12]), PATIENCE);
});

it('keeps answering through ten losses under load, and never says INTERNAL_SERVER_ERROR', async () => {
  const codes = new Set<unknown>();
  let isOver = false;
  const readers = Array.from({ length: 8 }, async (_, reader) => {
    while (!isOver) {
      const { errors = [] } = await ask(reader % 2 === 0 ? 'spring' : 'nowhere');
      for (const { extensions } of errors) codes.add(extensions.code);
    }
  });
  try {
    for (let loss = 0; loss < 10; loss += 1) {
      await proxy.cut();
      await vi.waitFor(
        async () => expect((await ask('nowhere')).errors?.[0]?.extensions.code).toBe('UNAVAILABLE'),
        PATIENCE,
      );
      await proxy.mend();
      await vi.waitFor(
        async () => expect((await ask('nowhere')).errors?.[0]?.extensions.code).toBe('NOT_FOUND'),
        PATIENCE,
      );
    }
  } finally {
    isOver = true;
    await Promise.all(readers);
  }
  expect(codes).toEqual(new Set(['NOT_FOUND', 'UNAVAILABLE']));
});
