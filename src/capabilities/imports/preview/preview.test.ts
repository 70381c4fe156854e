import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../reading/export-reader.ts';
import { type ExportPreview, previewExport } from './preview.ts';

const PLAIN: ReadOptions = { encoding: 'utf-8', map: {}, set: {} };

const preview = (content: string | Buffer, options: Partial<ReadOptions> = {}, isWhole = true) =>
  previewExport(Readable.from([Buffer.from(content)]), { ...PLAIN, ...options }, isWhole);

const fieldOf = ({ fields }: ExportPreview, name: string) => fields.find(({ field }) => field === name);

describe('a preview of an export', () => {
  it('shows which column each field is read from, and the rows as they are in the file', async () => {
    const shown = await preview(
      'Campaign;Creator;Plays;Likes;Mood\nspring;ana;1000;50;"so; so"\nspring;ben;many;5;ok\n',
    );
    expect(shown.delimiter).toBe(';');
    expect(shown.columns.map(({ field }) => field)).toEqual([
      'campaignId',
      'influencerId',
      'views',
      'likes',
      null,
    ]);
    expect(shown.problems).toEqual([]);
    expect(shown.sample).toEqual({ read: 2, rejected: 1 });
    expect(shown.rows[0]).toEqual({ line: 2, cells: ['spring', 'ana', '1000', '50', 'so; so'], fault: null });
    expect(shown.rows[1]).toMatchObject({ line: 3, fault: { column: 'Plays', code: 'not_a_count' } });
  });

  it('shows missing fields with similar columns, and the recognized fields', async () => {
    const shown = await preview('who,zuschauer,likes\nana,10,1\n');
    expect(shown.sample).toBeNull();
    expect(shown.problems.join(' ')).toMatch(/campaignId.*influencerId.*views/);
    expect(fieldOf(shown, 'likes')).toMatchObject({ column: 2, problem: null, need: 'one' });
    expect(fieldOf(shown, 'views')).toMatchObject({ column: null, need: 'needed' });
    expect(
      fieldOf(await preview('campaign,creator,video_plays_total,likes\n'), 'views')?.suggestions,
    ).toContain(2);
  });

  it('applies the column options', async () => {
    const shown = await preview('who,zuschauer,likes\nana,10,1\n', {
      map: { influencerId: '#1', views: '#2' },
      set: { campaignId: 'spring' },
    });
    expect(shown.problems).toEqual([]);
    expect(fieldOf(shown, 'views')?.column).toBe(1);
    expect(fieldOf(shown, 'campaignId')?.fixed).toBe('spring');
    expect(shown.sample).toEqual({ read: 1, rejected: 0 });
  });

  it('reports ambiguous columns of an optional field', async () => {
    const shown = await preview('campaign,creator,views,likes,link,permalink\na,b,1,1,x,y\n');
    expect(shown.problems).toEqual([]);
    expect(fieldOf(shown, 'url')).toMatchObject({
      column: null,
      problem: 'url: several columns match: #5 "link" and #6 "permalink".',
    });
  });

  it.each([true, false])('shows the beginning of a truncated file, gzip: %s', async (isGzip) => {
    const rows = Array.from(
      { length: 5_000 },
      (_, row) => `spring,creator_${(row * 7919) % 10_007},${row + 100},${row % 100}`,
    );
    const whole = `campaign,creator,views,likes\n${rows.join('\n')}\n`;
    const file = isGzip ? gzipSync(whole) : Buffer.from(whole);
    const shown = await preview(file.subarray(0, Math.floor(file.length * 0.7)), {}, false);
    expect(shown.sample?.rejected).toBe(0);
    expect(shown.sample?.read).toBeGreaterThan(500);
    expect(shown.rows).toHaveLength(12);
  });

  it('is refused for a file without a header', async () => {
    await expect(preview('')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
