import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../test/databases.ts';
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '../../../../test/pgbouncer.ts';
import { startApp } from '../../../../test/running-app.ts';
import { type Database, statement } from '../database.ts';
import { openStorage } from '../open.ts';
import { openPostgres } from './postgres.ts';

/** Fewer than the connections of one process: sessions are shared by everybody all the time. */
const SESSIONS = 3;
const ORGANIZATIONS = ['a', 'b', 'c'];
const MINE = statement('test_mine', 'select distinct organization_id as id from campaign');
const WHO = statement('test_who', "select current_user as name, current_setting('app.org', true) as org");

/** Without PgBouncer there is nothing to test against: `apt-get install pgbouncer`. */
describe.skipIf(!hasPgBouncer)('behind PgBouncer, which gives each transaction any session', () => {
  let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let pooler: PgBouncer;
  let databases: readonly Database[];

  beforeAll(async () => {
    created = await createPostgresDatabase();
    pooler = await startPgBouncer(created.url, SESSIONS);
    const open = () =>
      openPostgres(pooler.url, silentLogger, {
        directUrl: created.url,
        queue: { limit: 10_000, seconds: 600 },
        statementSeconds: 60,
      });
    databases = [open(), open()];
  });

  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await pooler.stop();
    await created.drop();
  });

  const seed = async (database: Database) => {
    for (const id of ORGANIZATIONS) {
      await database.query(statement('test_organization', 'insert into organization (id) values ($1)'), [id]);
      await database.query(
        statement(
          'test_campaign',
          `insert into campaign (organization_id, id, influencers, posts, views, interactions, last_import_id, last_imported_at)
           values ($1, 'spring', 1, 1, 1, 1, 1, now())`,
        ),
        [id],
      );
    }
  };

  it('nothing crosses organizations under load, and nothing stays on a session', async () => {
    const [first, second] = databases;
    if (first === undefined || second === undefined) throw new Error('two are open');
    await seed(first);
    const asking = Array.from({ length: 600 }, async (_, index) => {
      const database = index % 2 === 0 ? first : second;
      const id = ORGANIZATIONS[index % ORGANIZATIONS.length] ?? '';
      const own = database.forOrganization(id);
      switch (index % 5) {
        case 0:
          return expect(await own.query(MINE)).toEqual([{ id }]);
        case 1:
          return expect(await own.transaction((session) => session.query(MINE))).toEqual([{ id }]);
        case 2:
          return expect(await own.prisma.campaign.findMany({ select: { organizationId: true } })).toEqual([
            { organizationId: id },
          ]);
        case 3:
          return expect(await database.query(MINE)).toHaveLength(ORGANIZATIONS.length);
        default:
          // What fails in its transaction leaves nothing behind either.
          return expect(own.query(statement('test_refused', 'select 1 from session'))).rejects.toThrow(
            /denied/,
          );
      }
    });
    await Promise.all(asking);
    const clients = Array.from({ length: SESSIONS }, () => new pg.Client({ connectionString: pooler.url }));
    await Promise.all(clients.map((client) => client.connect()));
    for (const client of clients) await client.query('begin');
    for (const client of clients) {
      const { rows } = await client.query(WHO.text);
      expect(rows).toEqual([{ name: 'marquee', org: '' }]);
    }
    await Promise.all(clients.map((client) => client.end()));
  });

  it('bounds statements of requests', async () => {
    const hasty = openPostgres(pooler.url, silentLogger, { directUrl: created.url, statementSeconds: 1 });
    const sleep = statement('test_sleep', 'select pg_sleep(10)');
    await expect(hasty.forOrganization('a').query(sleep)).rejects.toMatchObject({ code: '57014' });
    await expect(hasty.query(sleep)).rejects.toMatchObject({ code: '57014' });
    await hasty.close();
  });

  it('migrates, imports, hears of imports and runs jobs', async () => {
    const empty = await createPostgresDatabase();
    const behind = await startPgBouncer(empty.url, SESSIONS);
    const storage = await openStorage(
      {
        databaseUrl: behind.url,
        databasePooler: 'transaction',
        databaseDirectUrl: empty.url,
        databaseQueue: { limit: 10_000, seconds: 600 },
        dataDir: 'none',
      },
      silentLogger,
    );
    if (storage.taken !== undefined) throw new Error('nobody else has it');
    const app = await startApp(storage.database);
    const importViews = async (views: number) => {
      const response = await fetch(`${app.url}/imports?source=export.csv`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: `campaign_id,influencer_id,views,likes\nspring,ana,${views},1\n`,
      });
      expect(await response.json()).toMatchObject({ status: 'PUBLISHED', loaded: 1 });
    };
    const ask = () => app.query('{ topPerformers(campaignId: "spring") { influencerId views } }');
    for (const views of [10, 20]) {
      await importViews(views);
      await vi.waitFor(async () =>
        expect((await ask()).data).toEqual({ topPerformers: [{ influencerId: 'ana', views: views }] }),
      );
    }
    await app.close();
    await storage.database.close();
    await behind.stop();
    await empty.drop();
  });
});
