import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, countOrphans, countRows, exportOf, importExport } from '../../../../test/exports.ts';
import { exceedsLimit, formatRejectLimit, parseRejectLimit } from './reject-limit.ts';

describe('a reject limit', () => {
  it.each([
    ['10%', { percent: 10 }],
    [' 0.5 % ', { percent: 0.5 }],
    ['0%', { percent: 0 }],
    ['100%', { percent: 100 }],
    ['0', { rows: 0 }],
    ['250', { rows: 250 }],
  ])('is read from %j', (text, limit) => {
    expect(parseRejectLimit(text)).toEqual(limit);
  });

  it.each(['', '%', '-1', '101%', '1e3', '10 percent', '1,000', '0x10', 'NaN', '1.5'])(
    'is not read from %j',
    (text) => {
      expect(() => parseRejectLimit(text)).toThrow(/is neither a share of the rows, such as 10%, nor/);
    },
  );

  it.each([
    [{ percent: 10 }, { read: 10, rejected: 1 }, false],
    [{ percent: 10 }, { read: 9, rejected: 1 }, true],
    [{ percent: 0 }, { read: 9, rejected: 0 }, false],
    [{ percent: 0 }, { read: 9, rejected: 1 }, true],
    [{ percent: 100 }, { read: 9, rejected: 9 }, false],
    [{ percent: 10 }, { read: 0, rejected: 0 }, false],
    [{ rows: 2 }, { read: 2, rejected: 2 }, false],
    [{ rows: 2 }, { read: 100, rejected: 3 }, true],
  ])('%j of %j is exceeded: %s', (limit, counts, isExceeded) => {
    expect(exceedsLimit(limit, counts)).toBe(isExceeded);
    expect(parseRejectLimit(formatRejectLimit(limit).replace(' rows', ''))).toEqual(limit);
  });
});

const GOOD = exportOf([{ campaignId: 'spring', influencerId: 'ada', views: 100, likes: 10 }]);
const BAD = `${GOOD}spring,bob,many,1\n`;

describeOnBothDatabases('an import over its reject limit', (database) => {
  beforeEach(() => clear(database()));

  it('publishes nothing, keeps the previous data, and keeps its quarantine', async () => {
    await importExport(database(), GOOD);
    const served = await database().prisma.campaignPerformance.findMany();
    const outcome = await importExport(database(), BAD);
    expect(outcome).toMatchObject({
      status: 'REJECTED',
      message:
        '1 of 2 rows (50 %) were rejected, more than the limit of 10 %: nothing was published, and the earlier data stays. To publish the 1 that could be read, import it with --reject-limit 50%.',
      read: 2,
      loaded: 1,
      rejected: 1,
    });
    expect(await database().prisma.campaignPerformance.findMany()).toEqual(served);
    expect(await countRows(database())).toMatchObject({ import: 2, post: 1, rejected_row: 1 });
    expect(await countOrphans(database())).toBe(0);
    const record = await database().prisma.import.findUniqueOrThrow({
      where: { id: BigInt(outcome.importId ?? 0) },
    });
    expect(record).toMatchObject({ status: 'REJECTED', readCount: 2n, loadedCount: 1n, rejectedCount: 1n });
    expect(record.purgedAt).not.toBeNull();
  });

  it('does not count as imported: the same file with a higher limit is published', async () => {
    await importExport(database(), BAD);
    expect(await importExport(database(), BAD, { rejectLimit: { rows: 1 } })).toMatchObject({
      status: 'PUBLISHED',
      loaded: 1,
    });
  });
});

describeOnBothDatabases('a dry run', (database) => {
  beforeEach(() => clear(database()));

  it.each([
    ['that would publish', GOOD, 'CHECKED', null],
    ['over its limit', BAD, 'REJECTED', /^1 of 2 rows/],
  ])('%s reports, and leaves nothing at all', async (_what, file, status, message) => {
    const outcome = await importExport(database(), file, { isDryRun: true });
    expect(outcome).toMatchObject({ status, importId: null, loaded: 1 });
    if (message === null) expect(outcome.message).toBeNull();
    else expect(outcome.message).toMatch(message);
    const left = await countRows(database());
    expect(Object.values(left).every((rows) => rows === 0)).toBe(true);
  });

  it('that is aborted leaves nothing either', async () => {
    const stop = new AbortController();
    const stopped = importExport(database(), GOOD, {
      isDryRun: true,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(stopped).rejects.toThrow(/abort/);
    const left = await countRows(database());
    expect(Object.values(left).every((rows) => rows === 0)).toBe(true);
  });

  it('reports the same file as unchanged, and changes nothing that is published', async () => {
    await importExport(database(), GOOD);
    const before = await countRows(database());
    expect(await importExport(database(), GOOD, { isDryRun: true })).toMatchObject({ status: 'UNCHANGED' });
    expect(await importExport(database(), `${GOOD}spring,eve,9,1\n`, { isDryRun: true })).toMatchObject({
      status: 'CHECKED',
      loaded: 2,
    });
    expect(await countRows(database())).toEqual(before);
  });
});
