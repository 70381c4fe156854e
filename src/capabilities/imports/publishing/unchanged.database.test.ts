import { gzipSync } from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { describeOnBothInLongRuns } from '../../../../test/databases.ts';
import { clear, countRows, exportOf, importExport } from '../../../../test/exports.ts';

const FILE = exportOf([
  { campaignId: 'spring', influencerId: 'ada', views: 100, likes: 10 },
  { campaignId: 'spring', influencerId: 'bob', views: 200, likes: 1 },
]);

describeOnBothInLongRuns('the same file again', (database) => {
  beforeEach(() => clear(database()));

  it.each([
    ['a file', undefined],
    ['a stream', null],
  ])('changes nothing and says so, as %s', async (_kind, size) => {
    const sized = size === null ? { size } : {};
    const first = await importExport(database(), FILE, sized);
    const before = await countRows(database());
    const again = await importExport(database(), FILE, sized);
    expect(again).toMatchObject({ status: 'UNCHANGED', importId: first.importId, read: 2, loaded: 2 });
    expect(again.message).toMatch(/already imported from this source/);
    expect(await countRows(database())).toEqual(before);
    expect(before).toMatchObject({ import: 1, post: 2 });
  });

  it('is recognized as a stream after a file, and the other way round', async () => {
    await importExport(database(), FILE);
    expect(await importExport(database(), FILE, { size: null })).toMatchObject({ status: 'UNCHANGED' });
    expect(await importExport(database(), FILE)).toMatchObject({ status: 'UNCHANGED' });
  });

  it('is read again if its rejected rows are wanted', async () => {
    const file = `${FILE}spring,carol,many,1\n`;
    await importExport(database(), file, { rejectLimit: { rows: 1 } });
    const codes: string[] = [];
    const again = await importExport(database(), file, {
      rejectLimit: { rows: 1 },
      onRejections: async ({ rejections }) => void codes.push(...rejections.map(({ code }) => code)),
    });
    expect(again).toMatchObject({ status: 'UNCHANGED', rejected: 1 });
    expect(codes).toEqual(['not_a_count']);
    expect(await countRows(database())).toMatchObject({ import: 1, rejected_row: 1 });
  });

  it.each([
    ['read with a different --map', { map: { likes: '#4' }, set: {} }],
    ['read with a different --set', { map: {}, set: { platform: 'TIKTOK' } }],
    ['read with a different --encoding', { map: {}, set: {}, encoding: 'latin1' as const }],
    ['read with a --delimiter', { map: {}, set: {}, delimiter: ',' as const }],
  ])('counts as a different file if it is %s', async (_what, options) => {
    await importExport(database(), FILE);
    const outcome = await importExport(database(), FILE, { readOptions: { encoding: 'utf-8', ...options } });
    expect(outcome.status).toBe('PUBLISHED');
    expect(await countRows(database())).toMatchObject({ import: 2, post: 2 });
  });

  it('counts as a different file under another source', async () => {
    await importExport(database(), FILE, { source: 'one.csv' });
    expect(await importExport(database(), FILE, { source: 'two.csv' })).toMatchObject({
      status: 'PUBLISHED',
    });
    expect(await countRows(database())).toMatchObject({ import: 2, post: 4, campaign_performance: 2 });
  });

  it('counts as a different file after another one was imported in between', async () => {
    await importExport(database(), FILE);
    await importExport(
      database(),
      exportOf([{ campaignId: 'autumn', influencerId: 'ada', views: 1, likes: 0 }]),
    );
    expect(await importExport(database(), FILE)).toMatchObject({ status: 'PUBLISHED' });
    expect(await countRows(database())).toMatchObject({ import: 3, post: 2, campaign: 1, influencer: 2 });
  });

  it('is imported the same compressed and uncompressed, although the bytes differ', async () => {
    await importExport(database(), FILE);
    expect(await importExport(database(), gzipSync(FILE))).toMatchObject({ status: 'PUBLISHED', loaded: 2 });
    expect(await importExport(database(), gzipSync(FILE))).toMatchObject({ status: 'UNCHANGED' });
  });
});
