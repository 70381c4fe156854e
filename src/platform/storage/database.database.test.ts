import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../test/databases.ts';
import { statement } from './database.ts';

describeOnBothDatabases('a database', (database) => {
  it('gives 64-bit counts as bigints, whole', async () => {
    const rows = await database().query<{ count: bigint }>(
      statement('test_count', 'select $1::bigint as count'),
      [9_007_199_254_740_993n],
    );
    expect(rows).toEqual([{ count: 9_007_199_254_740_993n }]);
  });

  it('reads the same counts through Prisma', async () => {
    await database().prisma.organization.create({
      data: { id: 'prisma', lastImportId: 9_007_199_254_740_993n },
    });
    const organization = await database().prisma.organization.findUnique({ where: { id: 'prisma' } });
    expect(organization?.lastImportId).toBe(9_007_199_254_740_993n);
  });

  it('keeps nothing of a transaction that throws', async () => {
    const failing = database().transaction(async (session) => {
      await session.query(statement('test_insert', `insert into organization (id) values ('gone')`));
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    const left = await database().query(
      statement('test_gone', `select id from organization where id = 'gone'`),
    );
    expect(left).toEqual([]);
  });

  it('copies lines into a table', async () => {
    const writer = await database().openCopy({ table: 'organization', columns: ['id'] });
    await writer.write('first\nsecond\n');
    await writer.write('third\n');
    await writer.end();
    const rows = await database().query(
      statement(
        'test_copied',
        `select id from organization where id in ('first', 'second', 'third') order by id`,
      ),
    );
    expect(rows).toEqual([{ id: 'first' }, { id: 'second' }, { id: 'third' }]);
  });

  it('lets one at a time work under a lock, and tells the second that it waits', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let started: () => void = () => undefined;
    const hasStarted = new Promise<void>((resolve) => {
      started = resolve;
    });
    const holder = database().withLock('one', {}, async () => {
      started();
      await released;
      order.push('first');
    });
    await hasStarted;
    const waiter = database().withLock('one', { onWait: release }, async () => {
      order.push('second');
    });
    await Promise.all([holder, waiter]);
    expect(order).toEqual(['first', 'second']);
  });

  it('hears what is notified', async () => {
    let hear: (payload: string) => void = () => undefined;
    const heard = new Promise<string>((resolve) => {
      hear = resolve;
    });
    const stop = await database().listen('news', {
      onMessage: hear,
      onConnected: () => undefined,
      onDisconnected: () => undefined,
    });
    await database().query(statement('test_notify', `select pg_notify('news', 'hello')`));
    expect(await heard).toBe('hello');
    await stop();
  });
});
