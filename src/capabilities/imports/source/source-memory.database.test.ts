import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, importExport } from '../../../../test/exports.ts';
import { parseImportOptions } from '../run/import-options.ts';

describeOnBothDatabases('a source', (database) => {
  beforeEach(() => clear(database()));

  const FIRST = 'brand;who;seen;likes\nspring;J\xf6rg;25.000;1\n'.replaceAll(';', '\t');
  const NEXT = FIRST.replace('25.000', '26.000');

  async function bring(content: string, texts: Partial<Parameters<typeof parseImportOptions>[0]> = {}) {
    const notices: string[] = [];
    const options = parseImportOptions({ map: [], set: [], rejectLimit: '10%', ...texts });
    const outcome = await importExport(database(), Buffer.from(content, 'latin1'), {
      ...options,
      onNotice: (notice) => notices.push(notice),
    });
    return { ...outcome, notices };
  }
  const views = async () =>
    (await database().prisma.campaignPerformance.findMany()).map((one) => [
      one.influencerId,
      Number(one.views),
    ]);

  it('is read as the last time, says so, and forgets it where somebody wants that', async () => {
    const map = ['influencerId=who', 'views=seen'];
    await bring(FIRST, { map, encoding: 'latin1', numberFormat: ['views=de'] });
    const next = await bring(NEXT);
    expect(next).toMatchObject({ status: 'PUBLISHED', loaded: 1 });
    expect(next.notices).toEqual([
      'Mapped as last time: influencerId from "who", views from "seen", numbers of views de, encoding latin1. With --forget nothing is taken from there.',
    ]);
    expect(await views()).toEqual([['Jörg', 26_000]]);
    expect(await bring(NEXT)).toMatchObject({ status: 'UNCHANGED' });
    await expect(bring(FIRST, { forget: true })).rejects.toThrow(/influencerId: no column was recognized/);
  });

  it('takes what is given before what it remembers, and says where a fault comes from', async () => {
    await bring('brand,who,seen,likes\nspring,ada,5,1\n', { map: ['influencerId=who', 'views=seen'] });
    const other = 'brand,who,name,seen,likes\nspring,ada,bea,7,1\n';
    expect(await bring(other, { map: ['influencerId=name'] })).toMatchObject({ status: 'PUBLISHED' });
    expect(await views()).toEqual([['bea', 7]]);
    await expect(bring('brand,creator,views,likes\nspring,ada,9,1\n')).rejects.toThrow(
      /there is no column "name"(.|\n)*Mapped as last time: .*--forget/,
    );
  });
});
