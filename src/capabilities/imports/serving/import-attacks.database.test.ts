import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../../test/databases.ts';
import { clear, countRows, exportOf } from '../../../../test/exports.ts';
import { importRows } from '../../../../test/measured-rows.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import type { Database } from '../../../platform/storage/database.ts';

const HEADER = 'campaignId,influencerId,views,likes\n';
const FILE = exportOf([{ campaignId: 'spring', influencerId: 'ada', views: 100, likes: 10 }]);
const MEGABYTE = 1024 * 1024;

let database: Database;
let app: RunningApp;

beforeAll(async () => {
  database = await openMemoryDatabase();
  app = await startApp(database);
});
beforeEach(() => clear(database));
afterAll(async () => {
  await app.close();
  await database.close();
});

async function post(
  query: string,
  body: string | Buffer<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(`${app.url}/imports${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...headers },
    body,
  });
  return { status: response.status, answer: await response.text() };
}

describe('the import route', () => {
  it.each([
    '../../etc/passwd',
    '..',
    './x',
    'a/../../b',
    '/etc/passwd',
    '~/.ssh/id_rsa',
    'C:\\Windows\\system.ini',
    '..\\..\\secrets',
    '\\\\host\\share',
    'x\u0000.csv',
  ])('refuses a source that is a path: %j', async (source) => {
    const { status, answer } = await post(`?source=${encodeURIComponent(source)}`, FILE);
    expect(status).toBe(400);
    expect(answer).toMatch(/"code":"BAD_USER_INPUT"/);
    expect(await countRows(database)).toMatchObject({ import: 0, post: 0 });
  });

  it.each(['spring..summer.csv', 'team/june.csv', '.hidden', 'a:b', '…'])(
    'takes a source that only looks a little like one: %j',
    async (source) => {
      expect((await post(`?source=${encodeURIComponent(source)}`, FILE)).status).toBe(200);
    },
  );

  it.each([
    ['GET', '/imports/..%2F..%2Fpackage.json/rejects.csv', 404],
    ['GET', '/imports/1%27%20or%201=1/rejects.csv', 404],
    ['GET', '/imports/99999999999999999999999999/rejects.csv', 404],
    ['GET', '/assets/..%2F..%2F..%2Fpackage.json', 404],
    ['GET', '/assets/%2e%2e/%2e%2e/package.json', 404],
    ['GET', '/..%2F.env', 404],
    ['GET', '/campaigns/..%2F..%2Fx/leaderboard.csv', 404],
    ['GET', '/imports/%00/rejects.csv', 400],
    ['POST', '/imports?source=x&map=..%2F..%2Fetc%2Fpasswd', 400],
    ['POST', '/imports?source=x&departmentId=..%2F..', 404],
    ['POST', '/imports?source=x&encoding=..%2Futf-8', 400],
  ])('leads nowhere: %s %s', async (method, path, expected) => {
    const response = await fetch(app.url + path, {
      method,
      ...(method === 'POST' && { headers: { 'content-type': 'text/csv' }, body: FILE }),
    });
    expect(response.status).toBe(expected);
    expect(await response.text()).not.toMatch(/"scripts"|root:|at .*\.ts/);
  });

  it.each<[string, () => string | Buffer<ArrayBuffer>, RegExp]>([
    ['a header of 100,000 columns', () => `${'x,'.repeat(100_000)}\n1\n`, /header cannot be read/],
    ['a header of 20 MB without an end', () => 'x'.repeat(20 * MEGABYTE), /header/i],
    ['a header that opens a quote and never closes it', () => `"${'x,y\n'.repeat(5 * MEGABYTE)}`, /header/i],
    [
      'a field of 20 MB',
      () => `${HEADER}spring,${'a'.repeat(20 * MEGABYTE)},1,1\n`,
      /record_too_long|too_long/,
    ],
    [
      'a quoted field of 20 MB',
      () => `${HEADER}spring,"${`${'a'.repeat(1_000)}\n`.repeat(20_000)}",1,1\n`,
      /record_too_long|too_long|quote/,
    ],
    [
      'a number of a million digits',
      () => `${HEADER}spring,ada,${'9'.repeat(1_000_000)},1\n`,
      /too_long|not_a_count|too_large/,
    ],
    [
      'a row of 100,000 cells',
      () => `${HEADER}spring,ada,1,1${',1'.repeat(100_000)}\n`,
      /cells|columns|too_long/,
    ],
    [
      'a packed file that is 500 times as large',
      () => gzipSync(HEADER + 'a'.repeat(50 * MEGABYTE)),
      /too_long/,
    ],
    [
      'what is said to be packed and is not',
      () => Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7]),
      /gzip|packed/i,
    ],
    ['nothing', () => '', /header|empty/i],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /PNG image/],
  ])('refuses %s, in bounded memory, and publishes nothing', async (_name, body, said) => {
    const before = process.memoryUsage().rss;
    const { status, answer } = await post('?source=huge.csv', body(), {
      'content-type': 'application/octet-stream',
    });
    expect({ status, answer: answer.slice(0, 500) }).toMatchObject({ answer: expect.stringMatching(said) });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(answer.length).toBeLessThan(10_000);
    expect(await countRows(database)).toMatchObject({ post: 0 });
    // The body itself is in this process, too: at most twice.
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MEGABYTE);
  });
});

it('ids of imports are in order, and do not tell how many others there were between', async () => {
  const importFor = async (organizationId: string, views: number) => {
    const { importId } = await importRows(database, [{ campaignId: 'c', influencerId: 'i', views }], {
      organizationId,
    });
    return Number(importId);
  };
  const ids = [await importFor('a', 1), await importFor('a', 2)];
  for (const views of [1, 2, 3]) await importFor('b', views);
  ids.push(await importFor('a', 3));
  expect(ids).toEqual(ids.toSorted((one, other) => one - other));
  for (const [index, id] of ids.entries()) {
    expect(Number.isSafeInteger(id)).toBe(true);
    // The time between two imports, and random bits behind it.
    if (index > 0) expect(id - (ids[index - 1] ?? 0)).toBeGreaterThan(100);
  }
});
