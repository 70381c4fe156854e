import { beforeEach, expect, it } from 'vitest';
import { FAULTS, writeLine, writeRow } from '../../../../scripts/sample/faults.ts';
import { COLUMNS, inventPosts } from '../../../../scripts/sample/posts.ts';
import { createDice, type Dice } from '../../../../scripts/sample/random.ts';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, countRows, importExport } from '../../../../test/exports.ts';
import { statement } from '../../../platform/storage/database.ts';

interface Planted {
  readonly file: Buffer;
  readonly read: number;
  readonly superseded: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
}

/** A file with every fault at random, repeated rows, and rows that are too long. */
async function plantFaults(dice: Dice, count: number): Promise<Planted> {
  const rejectedByCode: Record<string, number> = {};
  const lines = [await writeLine(COLUMNS)];
  const rows = inventPosts(dice, count).filter((row) => Number(row.views) > 100);
  let superseded = 0;
  for (const row of rows) {
    if (dice.happens(0.08)) {
      const fault = dice.pick([...Object.entries(FAULTS), ['too_long', undefined] as const]);
      const [code, spoil] = fault;
      rejectedByCode[code] = (rejectedByCode[code] ?? 0) + 1;
      lines.push(await (spoil ?? (() => writeRow({ ...row, caption: 'x'.repeat(120_000) })))(row, dice));
      continue;
    }
    lines.push(await writeRow(row));
    if (dice.happens(0.05)) {
      superseded += 1;
      lines.push(await writeRow({ ...row, views: String(Number(row.views) * 2) }));
    }
  }
  return { file: Buffer.concat(lines), read: rows.length + superseded, superseded, rejectedByCode };
}

describeOnBothDatabases('an import', (database) => {
  beforeEach(() => clear(database()));

  it.each([0.1, 0.8])('accounts for every row of a file with every fault (seed %d)', async (seed) => {
    const { file, read, superseded, rejectedByCode } = await plantFaults(createDice(seed), 1_500);
    expect(Object.keys(rejectedByCode)).toHaveLength(11);
    const rejected = Object.values(rejectedByCode).reduce((sum, rows) => sum + rows, 0);
    const loaded = read - rejected - superseded;
    const counts = { read, loaded, rejected, superseded, rejectedByCode };

    const outcome = await importExport(database(), file);
    expect(outcome).toMatchObject({ status: 'PUBLISHED', ...counts });
    const record = await database().prisma.import.findUniqueOrThrow({
      where: { id: BigInt(outcome.importId ?? 0) },
    });
    expect(record).toMatchObject({
      status: 'PUBLISHED',
      readCount: BigInt(read),
      loadedCount: BigInt(loaded),
      rejectedCount: BigInt(rejected),
      supersededCount: BigInt(superseded),
      rejectedByCode,
      header: [...COLUMNS],
      bytes: BigInt(file.length),
    });
    expect(await countRows(database())).toMatchObject({ import: 1, post: loaded, rejected_row: rejected });
    const quarantined = await database().query<{ code: string; rows: number }>(
      statement('test_codes', 'select code, count(*)::int as rows from rejected_row group by code'),
    );
    expect(Object.fromEntries(quarantined.map(({ code, rows }) => [code, rows]))).toEqual(rejectedByCode);
  });

  const row = { campaignId: 'spring', influencerId: 'ada', views: 10, likes: 1, postId: 'p', platform: 'X' };
  const byAda = [row, { ...row, platform: 'TIKTOK' }, { ...row, platform: '' }];
  const others = [
    { ...row, influencerId: 'bob' },
    { ...row, campaignId: 'summer' },
    { ...row, postId: '' },
    { ...row, postId: '' },
  ];
  const again = [
    { ...row, views: 30 },
    { ...row, platform: '', views: 20 },
  ];

  it.each([
    ['simple rows', (value: string) => value],
    ['rows with escapes', (value: string) => (value === 'p' ? '"p\n1"' : value)],
  ])(
    'keeps the last row of a repeated post, within its campaign, influencer and platform only: %s',
    async (_, write) => {
      const outcome = await importExport(
        database(),
        [
          Object.keys(row).join(','),
          ...[...byAda, ...others, ...again].map((one) =>
            Object.values(one).map(String).map(write).join(','),
          ),
        ].join('\n'),
      );
      expect(outcome).toMatchObject({ read: 9, loaded: 7, superseded: 2 });
      const ada = await database().prisma.campaignPerformance.findFirstOrThrow({
        where: { campaignId: 'spring', influencerId: 'ada' },
      });
      // Of X 30 and twice 10 without an id, of TikTok 10, and 20 without a platform.
      expect(ada).toMatchObject({ postCount: 5n, views: 80n });
    },
  );

  it('publishes a file with a header only, which removes the previous rows of its source', async () => {
    await importExport(database(), 'campaignId,influencerId,views,likes\nspring,ada,5,1\n');
    const outcome = await importExport(database(), 'campaignId,influencerId,views,likes\n');
    expect(outcome).toMatchObject({ status: 'PUBLISHED', read: 0 });
    expect(await countRows(database())).toEqual({
      import: 2,
      post: 0,
      post_sum: 0,
      rejected_row: 0,
      campaign: 0,
      influencer: 0,
      campaign_performance: 0,
      platform_performance: 0,
    });
  });
});
