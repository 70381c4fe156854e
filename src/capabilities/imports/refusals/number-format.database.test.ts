import { beforeEach, expect, it } from 'vitest';
import { describeOnBothInLongRuns } from '../../../../test/databases.ts';
import { clear, countRows, importExport } from '../../../../test/exports.ts';
import { statement } from '../../../platform/storage/database.ts';
import { parseNumberFormats } from '../values/number-format.ts';

const HEADER = 'campaign;creator;views;likes';
const COUNT_HELD = statement('test_count_held', 'select count(*)::int as held from held_row');

describeOnBothInLongRuns('an import with numbers that can be read in two ways', (database) => {
  beforeEach(() => clear(database()));

  const viewsOf = async () =>
    (await database().prisma.campaignPerformance.findMany()).map(({ views }) => Number(views));
  const countHeld = async () => (await database().query<{ held: number }>(COUNT_HELD))[0]?.held;

  it('publishes them as the whole column says, from a stream too, and says how it read them', async () => {
    const file = `${HEADER}\nspring;ada;25.000;2.000\nspring;ada;1.234.567;1\n`;
    const outcome = await importExport(database(), file, { size: null });
    expect(outcome).toMatchObject({ status: 'PUBLISHED', read: 2, loaded: 2, rejected: 0 });
    expect(await viewsOf()).toEqual([1_259_567]);
    expect(outcome.columns).toEqual([
      { name: 'campaign', field: 'campaignId', nearest: null, numberFormat: null },
      { name: 'creator', field: 'influencerId', nearest: null, numberFormat: null },
      { name: 'views', field: 'views', nearest: null, numberFormat: 'de' },
      { name: 'likes', field: 'likes', nearest: null, numberFormat: 'de' },
    ]);
  });

  it('keeps more of them than fit into memory in the database, and leaves none there', async () => {
    const caption = 'x'.repeat(30_000);
    const rows = Array.from({ length: 200 }, (_, at) => `spring;ada;25.000;0;${caption}${at}`);
    const file = `${HEADER};caption\n${rows.join('\n')}\nspring;ada;1.234;0;\nspring;ada;many;0;\n`;
    let held: number | undefined = 0;
    const outcome = await importExport(database(), file, {
      onRejections: async () => {
        held = Math.max(held ?? 0, (await countHeld()) ?? 0);
      },
    });
    expect(outcome).toMatchObject({ status: 'PUBLISHED', loaded: 201, rejected: 1 });
    expect(held).toBeGreaterThan(0);
    expect(await viewsOf()).toEqual([200 * 25_000 + 1_234]);
    expect(await countHeld()).toBe(0);
  });

  it('publishes nothing where nothing decides, and something once the format is given', async () => {
    const file = `${HEADER}\nspring;ada;25.000;2.000\n`.replaceAll(';', '\t');
    for (const isDryRun of [true, false]) {
      const outcome = await importExport(database(), file, { isDryRun });
      expect(outcome).toMatchObject({ status: 'REJECTED', code: 'NUMBER_FORMAT_AMBIGUOUS' });
      expect(outcome.message).toMatch(
        /Say which: --number-format en or --number-format de, .* --number-format views=de\.$/,
      );
      expect(outcome.message).toMatch(
        /views: "25\.000" in the column "views", line 2, is 25 \(en\) or 25000 \(de\).*such as --number-format views=de\.$/,
      );
    }
    expect(await countRows(database())).toMatchObject({ import: 1, post: 0, campaign: 0, rejected_row: 1 });
    const given = { encoding: 'utf-8', map: {}, set: {}, numberFormats: parseNumberFormats(['de']) } as const;
    expect(await importExport(database(), file, { readOptions: given })).toMatchObject({
      status: 'PUBLISHED',
      code: null,
    });
    expect(await viewsOf()).toEqual([25_000]);
  });
});
