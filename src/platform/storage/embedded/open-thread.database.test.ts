import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import pg from 'pg';
import { afterEach, expect, inject, it } from 'vitest';
import { explainOutage } from '../outage.ts';
import { type DatabaseThread, openThread } from './open-thread.ts';

/** PostgreSQL ends a session that does not say whose it is, and there is one here. */
const STARTUP_WITHOUT_USER = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);

let thread: DatabaseThread | undefined;

async function open(settings: readonly string[] = []): Promise<DatabaseThread> {
  const snapshot = await (await openAsBlob(inject('pgliteSnapshot'))).arrayBuffer();
  thread = await openThread({ dataDir: 'memory://', snapshot, settings, copyDevice: '/dev/lines' });
  return thread;
}

afterEach(() => thread?.close());

function clientOf(opened: DatabaseThread): pg.Client {
  return new pg.Client({ stream: () => opened.connect(), user: 'postgres', database: 'postgres' });
}

it('serves one connection after the other', async () => {
  const opened = await open();
  for (const value of [1, 2]) {
    const client = clientOf(opened);
    await client.connect();
    expect((await client.query('select $1::int as value', [value])).rows).toEqual([{ value }]);
    await client.end();
  }
});

it('fails everybody once the database has crashed, and says so', async () => {
  const opened = await open();
  const failing = opened.connect();
  failing.write(STARTUP_WITHOUT_USER);
  const [failure] = await once(failing, 'error');
  expect(failure).toMatchObject({ message: 'The embedded database has ended.', code: '57P02' });
  const late = await clientOf(opened)
    .connect()
    .catch((error: unknown) => error);
  expect(late).toMatchObject({ message: 'The embedded database has ended.', code: '57P02' });
  expect(explainOutage(late)?.code).toBe('UNAVAILABLE');
});

it('says why a database does not open', async () => {
  await expect(open(['no_such_setting=1'])).rejects.toThrow();
});
