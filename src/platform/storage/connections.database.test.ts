import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../test/databases.ts';
import { exportOf, importExport } from '../../../test/exports.ts';
import { type Database, statement } from './database.ts';
import { openPostgres } from './postgres/postgres.ts';

const CONNECTIONS = 12;
const READ = statement('test_read', 'select pg_sleep(0.01)');

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let database: Database;

beforeAll(async () => {
  created = await createPostgresDatabase();
  database = openPostgres(created.url, silentLogger, {
    connections: CONNECTIONS,
    queue: { limit: 1_000, seconds: 600 },
  });
});

afterAll(async () => {
  await database.close();
  await created.drop();
});

it('opens no more connections than it may, with readers, imports, locks and listeners', async () => {
  const watcher = new pg.Client({ connectionString: created.url, application_name: 'watcher' });
  await watcher.connect();
  let isOver = false;
  let most = 0;
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await watcher.query<{ open: number }>(
        `select count(*)::int as open from pg_stat_activity where datname = current_database() and application_name = 'marquee'`,
      );
      most = Math.max(most, rows[0]?.open ?? 0);
    }
  })();
  const handlers = { onMessage() {}, onConnected() {}, onDisconnected() {} };
  const stops = await Promise.all(['one', 'two'].map((channel) => database.listen(channel, handlers)));
  const organizationDatabase = database.forOrganization('default');
  const reading = Array.from({ length: 150 }, (_, reader) => {
    if (reader % 3 === 0) return organizationDatabase.prisma.campaign.findMany();
    return (reader % 3 === 1 ? organizationDatabase : database).query(READ);
  });
  // Of one source, too: those that wait for each other hold their locks' connections.
  const importing = Array.from({ length: 8 }, (_, file) =>
    importExport(
      database.inBackground(),
      exportOf([{ campaignId: 'spring', influencerId: 'ada', views: file, likes: 1 }]),
      { source: `${file % 4}` },
    ),
  );
  await Promise.all([...reading, ...importing]);
  isOver = true;
  await watching;
  await Promise.all(stops.map((stop) => stop()));
  await watcher.end();
  expect(most).toBeLessThanOrEqual(CONNECTIONS);
  expect(most).toBeGreaterThan(6);
});
