import { openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { statement } from '../../src/platform/storage/database.ts';
import { openPglite } from '../../src/platform/storage/embedded/pglite.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { type RunningApp, startApp } from '../running-app.ts';

const CAMPAIGNS = JSON.stringify({ query: '{ campaigns(first: 1) { edges { node { id } } } }' });
const SLEEP = statement('test_sleep', 'select pg_sleep(2)');
const QUEUE = { limit: 20, seconds: 1 };

describe.each(['postgresql', 'pglite'] as const)(
  'a server whose database has too much to do (%s)',
  (kind) => {
    let database: Database;
    let app: RunningApp;
    let drop: () => Promise<void> = async () => undefined;

    beforeAll(async () => {
      if (kind === 'pglite') {
        const snapshot = await openAsBlob(inject('pgliteSnapshot'));
        database = await openPglite('memory://', { snapshot, queue: QUEUE });
      } else {
        const created = await createPostgresDatabase();
        drop = created.drop;
        database = openPostgres(created.url, silentLogger, { connections: 8, queue: QUEUE });
      }
      app = await startApp(database);
    });

    afterAll(async () => {
      await app.close();
      await database.close();
      await drop();
    });

    const ask = () =>
      fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: CAMPAIGNS,
      });
    const getHealth = async (path: string) => {
      const response = await fetch(`${app.url}${path}`);
      return { status: response.status, body: await response.json() };
    };

    it('answers what it can, tells the rest UNAVAILABLE and when to come again, and stays in health', async () => {
      expect((await ask()).status).toBe(200);
      // As many as it has connections.
      const busy = Array.from({ length: 4 }, () => database.query(SLEEP).catch(() => []));
      const answers = await Promise.all(Array.from({ length: 60 }, ask));
      const statuses = new Set(answers.map(({ status }) => status));
      for (const answer of answers.filter(({ status }) => status === 503)) {
        expect(answer.headers.get('retry-after')).toBe('1');
        expect(await answer.json()).toMatchObject({
          errors: [{ extensions: { code: 'UNAVAILABLE', retryAfterSeconds: 1 } }],
        });
      }
      expect(statuses).toContain(503);
      expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
      expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(
        /^marquee_database_refused_total [1-9]/m,
      );
      await Promise.all(busy);
      expect((await ask()).status).toBe(200);
      expect((await getHealth('/readyz')).status).toBe(200);
    });

    it('says so at /readyz, and answers /livez', async () => {
      const busy = Array.from({ length: 4 }, () => database.query(SLEEP).catch(() => []));
      const waiting = Array.from({ length: QUEUE.limit }, () => database.query(SLEEP).catch(() => []));
      // What the server does by itself may end, and leave room, until one has waited for half of what it may.
      await expect
        .poll(() => getHealth('/readyz'), { interval: 20, timeout: 10_000 })
        .toEqual({
          status: 503,
          body: {
            status: 'not ready',
            faults: [{ part: 'database', message: 'The database is overloaded.' }],
          },
        });
      expect((await getHealth('/livez')).status).toBe(200);
      await Promise.all([...busy, ...waiting]);
    });

    it('stays ready while it is only busy', async () => {
      const busy = database.query(SLEEP).then(() => 'over');
      expect((await getHealth('/readyz')).status).toBe(200);
      expect(await busy).toBe('over');
    });
  },
);
