import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, importExport } from '../../../../test/exports.ts';
import { createPermissions } from '../../access/contract.ts';
import { previewExport } from '../preview/preview.ts';
import type { Rejection } from '../quarantine/rejection.ts';
import { writeRejectsFile } from '../quarantine/rejects-file.ts';
import { parseImportOptions } from '../run/import-options.ts';
import type { RejectedBatch } from '../run/import-request.ts';
import { completeByMended } from './mended-rows.ts';

const OPTIONS = parseImportOptions({ map: [], set: [], rejectLimit: '100%' });

describeOnBothDatabases('rejected rows that come back mended', (database) => {
  beforeEach(() => clear(database()));

  /** Imports a German export by options of its own, and mends what it rejects. */
  async function mend(isDryRun = false): Promise<{ mended: string; importId: string }> {
    const rejections: Rejection[] = [];
    let batch: RejectedBatch | undefined;
    const outcome = await importExport(
      database(),
      Buffer.from(
        'wer;gesehen;wann;likes\nJ\xf6rg;1.234.567;13/01/2026;1\nana;viele;02/01/2026;1\n',
        'latin1',
      ),
      {
        ...parseImportOptions({
          map: ['influencerId=wer', 'views=gesehen', 'postedAt=wann'],
          set: ['campaignId=fr\u00fchling'],
          encoding: 'latin1',
          rejectLimit: '100%',
        }),
        source: 'januar.csv',
        isDryRun,
        onRejections: async (rejected) => {
          batch = rejected;
          rejections.push(...rejected.rejections);
        },
      },
    );
    if (batch === undefined) throw new Error('nothing was rejected');
    const file = new PassThrough();
    const written = text(file);
    await writeRejectsFile(rejections, file, batch);
    return { mended: (await written).replace('viele', '25.000'), importId: outcome.importId ?? '' };
  }

  it('are read as the file that they are from, and say so', async () => {
    const { mended, importId } = await mend();
    const notices: string[] = [];
    const outcome = await importExport(database(), mended, {
      ...OPTIONS,
      source: 'mended.csv',
      onNotice: (notice) => notices.push(notice),
    });
    expect(outcome).toMatchObject({ status: 'PUBLISHED', loaded: 1, rejected: 0 });
    expect(notices[0]).toBe(
      `Mapped as in import ${importId} of "januar.csv", which rejected these rows: campaignId "fr\u00fchling", influencerId from "wer", views from "gesehen", numbers of views de, postedAt from "wann", dates dmy. With --forget nothing is taken from there.`,
    );
    const [ana] = await database().prisma.post.findMany({ where: { influencerId: 'ana' } });
    expect(ana).toMatchObject({
      campaignId: 'fr\u00fchling',
      views: 25_000n,
      postedAt: new Date('2026-01-02'),
    });
    expect(await importExport(database(), mended, { ...OPTIONS, source: 'mended.csv' })).toMatchObject({
      status: 'UNCHANGED',
    });
  });

  it('are previewed like that too', async () => {
    const { mended } = await mend();
    const { readOptions } = OPTIONS;
    const shown = await previewExport(Readable.from([Buffer.from(mended)]), readOptions, true, async (id) =>
      completeByMended(database(), { organizationId: 'default' }, id, readOptions).then(
        (completed) => completed.readOptions,
      ),
    );
    expect(shown).toMatchObject({ problems: [], sample: { read: 1, rejected: 0 } });
  });

  it.each([
    ['somebody wants nothing taken from there', { ...OPTIONS, usesMemory: false }],
    ['the import is of another organization', { ...OPTIONS, organizationId: 'another' }],
  ])('are read as they stand where %s', async (_what, options) => {
    const { mended } = await mend();
    await expect(importExport(database(), mended, { ...options, source: 'mended.csv' })).rejects.toThrow(
      /influencerId: no column was recognized/,
    );
  });

  it('take nothing from an import that whoever brings them may not see', async () => {
    const { importId } = await mend();
    const permissions = createPermissions({ organizationRoles: [], departmentRoles: [], grants: [] });
    const { readOptions } = OPTIONS;
    const mender = { organizationId: 'default', permissions };
    expect(await completeByMended(database(), mender, BigInt(importId), readOptions)).toEqual({
      readOptions,
      told: null,
    });
  });

  it('of a dry run are read as they stand', async () => {
    const { mended } = await mend(true);
    await expect(importExport(database(), mended, { ...OPTIONS, source: 'mended.csv' })).rejects.toThrow(
      /influencerId: no column was recognized/,
    );
  });
});
