import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { parseFile, parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import { Cells } from '../../../platform/csv/cells.ts';
import { findColumns } from '../columns/columns.ts';
import { copyLine } from '../staging/copy-text.ts';
import { createRowReader } from '../values/post-row.ts';
import { describeWidthFault } from '../values/row-faults.ts';
import type { ReadOptions } from './export-reader.ts';
import { readLines, readWhole } from './reading.fixture.ts';

const FOLDER = new URL('../../../../shared/data/', import.meta.url);

/** What each public export is read with, and which of its columns, from 0, then are views and interactions. */
const FILES: readonly {
  name: string;
  options: Partial<ReadOptions>;
  views: number;
  interactions: readonly number[];
  ids: readonly number[];
}[] = [
  {
    name: 'influencers_malformed_10k.csv',
    options: {},
    views: 2,
    interactions: [3, 4, 5],
    ids: [0, 1],
  },
  {
    name: 'tiktok_vn_snapshots_raw.csv',
    options: { set: { campaignId: 'vietnam' } },
    views: 7,
    interactions: [8, 9, 10],
    ids: [0],
  },
  {
    name: 'superbowl_ads_youtube.csv',
    options: {},
    views: 14,
    interactions: [15, 18],
    ids: [1, 23],
  },
  {
    name: 'youtube_us_2017.csv',
    options: { map: { campaignId: 'category_id' } },
    views: 5,
    interactions: [6, 8],
    ids: [2, 3],
  },
  {
    name: 'monthly_influencers/social media influencers - tiktok.csv',
    options: {
      map: { views: '#6', likes: '#8', comments: '#10', shares: '#12' },
      set: { campaignId: 'monthly' },
    },
    views: 5,
    interactions: [7, 9, 11],
    ids: [0],
  },
  {
    name: 'monthly_influencers/social media influencers-tiktok - ---nov 2022.csv',
    options: { set: { campaignId: 'november' } },
    views: 4,
    interactions: [5, 6, 7],
    ids: [1],
  },
  {
    // Its "Views avg." holds countries, so that the subscribers have to stand in for views.
    name: 'monthly_influencers/social media influencers-instagram june 2022 - june 2022.csv',
    options: {
      map: { views: '#6', followers: '', likes: '#9', comments: '#11' },
      set: { campaignId: 'june' },
    },
    views: 5,
    interactions: [8, 10],
    ids: [0],
  },
];

const isAbsent = !existsSync(FOLDER);
const reason = isAbsent ? ' (skipped: the folder ../shared/data is not here)' : '';

describe.skipIf(isAbsent)(`a public export${reason}`, () => {
  it.each(FILES)('$name gives what an independent count gives', async ({ name, options, ...columns }) => {
    const file = new URL(name, FOLDER);
    const { posts, rejections, read } = await readWhole(createReadStream(file), options);
    const count = await countIndependently(file, columns);
    const views = posts.reduce((sum, post) => sum + post.views, 0);
    const interactions = posts.reduce(
      (sum, post) => sum + (post.likes ?? 0) + (post.comments ?? 0) + (post.shares ?? 0),
      0,
    );
    expect({ read, loaded: posts.length, rejected: rejections.length, views, interactions }).toEqual(count);
    expect(read).toBeGreaterThan(200);
  });

  it.each(FILES)(
    '$name gives the same records and rejections read from bytes, as objects, and by fast-csv',
    async ({ name, options }) => {
      const content = await readFile(new URL(name, FOLDER));
      const { posts, rejections, header } = await readWhole(content, options);
      const lines = await readLines(content, options);
      expect(lines.text).toBe(posts.map((post) => copyLine('default', 7n, post)).join(''));
      expect(lines.rejections).toEqual(rejections);
      const reference = await readByFastCsv(content, header, options);
      expect(posts.map(({ line: _, ...post }) => post)).toEqual(reference.posts);
      expect(rejections.map(({ column, code, message }) => ({ column, code, message }))).toEqual(
        reference.faults,
      );
    },
  );

  it('is listed above, whichever there is', async () => {
    const entries = await readdir(FOLDER, { recursive: true });
    expect(entries.filter((name) => name.endsWith('.csv')).sort()).toEqual(
      FILES.map(({ name }) => name).sort(),
    );
  });

  it('with doubled columns says so, with the --map that helps', async () => {
    const file = new URL('monthly_influencers/social media influencers - tiktok.csv', FOLDER);
    await expect(readWhole(createReadStream(file))).rejects.toThrow(
      /likes: its column is doubled: #7 "Likes avg" and #8 "Likes avg".*--map likes=#8/,
    );
  });
});

/** Reads a file by fast-csv, and each of its rows as ours are read. */
async function readByFastCsv(content: Buffer, header: readonly string[], options: Partial<ReadOptions>) {
  const columns = findColumns(header, { map: {}, set: {}, ...options });
  const readRow = createRowReader(columns);
  const cells = new Cells(header.length);
  const posts: object[] = [];
  const faults: object[] = [];
  const text = new TextDecoder().decode(content);
  const rows: AsyncIterable<string[]> = parseString(text, { headers: false });
  let isHeader = true;
  for await (const row of rows) {
    if (!isHeader && row.length > 0) {
      cells.clear(row.join(''));
      let start = 0;
      for (const cell of row) {
        cells.push(start, start + cell.length, false);
        start += cell.length;
      }
      const read = describeWidthFault(row.length, header.length) ?? readRow(cells, 0);
      if ('code' in read) {
        faults.push(read);
      } else {
        const { line: _, ...post } = read;
        posts.push(post);
      }
    }
    isHeader = false;
  }
  return { posts, faults };
}

/** Counts a file by fast-csv and a plain reading of numbers, with nothing of ours. */
async function countIndependently(
  file: URL,
  { views, interactions, ids }: { views: number; interactions: readonly number[]; ids: readonly number[] },
) {
  const count = { read: 0, loaded: 0, rejected: 0, views: 0, interactions: 0 };
  const rows: AsyncIterable<string[]> = parseFile(decodeURIComponent(file.pathname), { headers: false });
  let isHeader = true;
  for await (const row of rows) {
    if (isHeader || row.length === 0) {
      isHeader = false;
      continue;
    }
    count.read++;
    const seen = toNumber(row[views] ?? '');
    const acted = interactions.reduce((sum, column) => sum + toNumber(row[column] ?? ''), 0);
    const hasIds = ids.every((column) => (row[column] ?? '').trim() !== '');
    if (hasIds && seen >= 0 && acted <= seen) {
      count.loaded++;
      count.views += seen;
      count.interactions += acted;
    } else {
      count.rejected++;
    }
  }
  return count;
}

/** NaN for whatever is no count: no comparison with it holds. */
function toNumber(cell: string): number {
  const scale = { K: 1e3, M: 1e6, B: 1e9 }[cell.trim().slice(-1)] ?? 1;
  const digits = scale === 1 ? cell.trim() : cell.trim().slice(0, -1);
  return digits === '' ? Number.NaN : Math.round(Number(digits) * scale);
}
