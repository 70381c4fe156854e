import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnBothInLongRuns } from '../../../../test/databases.ts';
import { clear, countRows, exportOf, importExport } from '../../../../test/exports.ts';
import { parseShrinkLimit } from './shrinking.ts';

const rowsOf = (count: number, campaignId = 'spring') =>
  Array.from({ length: count }, (_, at) => ({
    campaignId,
    influencerId: `creator-${at}`,
    views: 100,
    likes: 10,
  }));
const HALF = { shrinkLimit: parseShrinkLimit('50%') };

describe('a shrink limit', () => {
  it.each(['', '50', '101%', '-1%', 'half'])('is not read from %j', (text) => {
    expect(() => parseShrinkLimit(text)).toThrow(/is no share of the posts that were there, such as 50%/);
  });
});

describeOnBothInLongRuns('a file that takes away most of what its source has', (database) => {
  beforeEach(() => clear(database()));

  it.each([
    [
      'has a header alone',
      [],
      /0 posts where its source has 6: 6 \(100 %\).*"spring" \(4\), "autumn" \(2\)\./,
    ],
    [
      'has too few rows',
      rowsOf(2),
      /2 posts where its source has 6: 4 \(66.7 %\).*"autumn" \(2\), "spring" \(2\)\./,
    ],
  ])('is not published where it %s, checked or not', async (_what, rows, message) => {
    await importExport(database(), exportOf([...rowsOf(4), ...rowsOf(2, 'autumn')]));
    const before = await database().prisma.campaignPerformance.findMany();
    for (const isDryRun of [true, false]) {
      const outcome = await importExport(database(), exportOf(rows), { ...HALF, isDryRun });
      expect(outcome).toMatchObject({ status: 'REJECTED', code: 'IMPORT_SHRINKS' });
      expect(outcome.message).toMatch(message);
    }
    expect(await database().prisma.campaignPerformance.findMany()).toEqual(before);
  });

  it('is published within the limit, with a higher one, and where it may shrink', async () => {
    for (const [count, shrinkLimit] of [
      [8, HALF.shrinkLimit],
      [4, HALF.shrinkLimit],
      [1, parseShrinkLimit('75%')],
      [0, null],
    ] as const) {
      const outcome = await importExport(database(), exportOf(rowsOf(count)), { shrinkLimit });
      expect(outcome).toMatchObject({ status: 'PUBLISHED', loaded: count });
    }
  });
});

describeOnBothInLongRuns('a file of a name that another file had', (database) => {
  beforeEach(() => clear(database()));

  const FIRST = exportOf([{ campaignId: 'spring', influencerId: 'ada', views: 100, likes: 10 }]);
  const OTHER = 'brand,creator,views,likes\nautumn,bea,50,1\n';
  const importFrom = (content: string, origin: string | null, isSourceGuessed = true) =>
    importExport(database(), content, {
      file: {
        source: 'export.csv',
        origin,
        isSourceGuessed,
        size: null,
        open: () => Readable.from([Buffer.from(content)]),
      },
    });

  it.each([
    ['another folder', 'b'],
    ['a pipe', null],
  ])(
    'is not published where it comes from %s, with other columns and no post in common',
    async (_what, origin) => {
      await importFrom(FIRST, 'a');
      const outcome = await importFrom(OTHER, origin);
      expect(outcome).toMatchObject({ status: 'REJECTED', code: 'SOURCE_AMBIGUOUS' });
      expect(outcome.message).toMatch(/--source NAME, or say --source "export.csv" to replace/);
      expect(await countRows(database())).toMatchObject({ campaign_performance: 1 });
    },
  );

  it.each([
    ['it comes from the same folder', OTHER, 'a', true],
    ['it has the same columns', FIRST.replace('ada', 'bea'), 'b', true],
    ['it has a post in common', 'brand,creator,views,likes\nspring,ada,50,1\n', 'b', true],
    ['somebody named its source', OTHER, 'b', false],
  ])('is published where %s', async (_what, content, origin, isSourceGuessed) => {
    await importFrom(FIRST, 'a');
    expect(await importFrom(content, origin, isSourceGuessed)).toMatchObject({ status: 'PUBLISHED' });
  });
});
