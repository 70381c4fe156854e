import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../test/databases.ts';
import { type Database, statement } from '../storage/database.ts';
import { openPostgres } from '../storage/postgres/postgres.ts';
import { createRunLeases, type RunLeases } from './run-leases.ts';

const NAME = { organizationId: 'acme', key: 'brief' };
const LIST = statement('test_list', 'select key from run_lease order by 1');
const LEAVE = statement(
  'test_leave',
  `insert into run_lease (organization_id, key, holder, leased_until)
   values ('acme', $1, gen_random_uuid(), now() + $2 * interval '1 millisecond')`,
);

/** Each stands for a process: with connections of its own. */
let databases: Database[];
let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let leases: RunLeases[];

beforeAll(async () => {
  created = await createPostgresDatabase();
  databases = [1, 2].map(() => openPostgres(created.url, silentLogger, { connections: 8 }));
  leases = databases.map((database) => createRunLeases(database, silentLogger));
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await created.drop();
});

function once<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((it) => {
    resolve = it;
  });
  return { promise, resolve };
}

const stays = new AbortController().signal;

describe('a run that two processes want', () => {
  it('is done by one of them, and found by the other as soon as it has ended', async () => {
    let result: string | undefined;
    let works = 0;
    const begun = once<void>();
    const finish = once<void>();
    const lookedAgain = once<void>();
    let looks = 0;
    const first = leases[0]?.run(NAME, {
      find: async () => result,
      async work() {
        works += 1;
        begun.resolve();
        await finish.promise;
        result = 'done';
        return 'done';
      },
      signal: stays,
    });
    await begun.promise;
    const second = leases[1]?.run(NAME, {
      async find() {
        looks += 1;
        if (looks === 2) lookedAgain.resolve();
        return result;
      },
      async work() {
        works += 1;
        return 'twice';
      },
      signal: stays,
    });
    await lookedAgain.promise;
    finish.resolve();
    expect(await Promise.all([first, second])).toEqual(['done', 'done']);
    expect(works).toBe(1);
    // It looks before it listens, when it listens, and when it hears of the end: not in between.
    expect(looks).toBe(3);
    expect(await databases[0]?.query(LIST)).toEqual([]);
  });

  it('is taken over where the first one fails or is killed', async () => {
    const fails = leases[0]?.run(NAME, {
      find: async () => undefined,
      work: () => Promise.reject(new Error('no model')),
      signal: stays,
    });
    await expect(fails).rejects.toThrow('no model');
    // What a killed process leaves behind.
    await databases[0]?.query(LEAVE, ['brief', 300]);
    await databases[0]?.query(LEAVE, ['long ago', -120_000]);
    const takenOver = leases[1]?.run(NAME, {
      find: async () => undefined,
      work: async () => 'taken over',
      signal: stays,
    });
    expect(await takenOver).toBe('taken over');
    expect(await databases[0]?.query(LIST)).toEqual([]);
  });

  it('leaves no lease behind where looking for its result fails', async () => {
    const fails = leases[0]?.run(NAME, {
      find: () => Promise.reject(new Error('the cache is away')),
      work: async () => 'never',
      signal: stays,
    });
    await expect(fails).rejects.toThrow('the cache is away');
    expect(await databases[0]?.query(LIST)).toEqual([]);
  });

  it('is no longer waited for by whoever leaves', async () => {
    await databases[0]?.query(LEAVE, ['brief', 60_000]);
    const leaving = new AbortController();
    let looks = 0;
    const waiting = leases[1]?.run(NAME, {
      async find() {
        looks += 1;
        if (looks === 2) setImmediate(() => leaving.abort(new Error('gone')));
        return undefined;
      },
      work: async () => 'never',
      signal: leaving.signal,
    });
    await expect(waiting).rejects.toThrow('gone');
  });
});
