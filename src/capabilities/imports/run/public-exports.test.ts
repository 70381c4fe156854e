import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import { Cells } from '../../../platform/csv/cells.ts';
import { findColumns } from '../columns/columns.ts';
import type { ReadOptions } from '../reading/export-reader.ts';
import { readLines, readWhole } from '../reading/reading.fixture.ts';
import { copyLine } from '../staging/copy-text.ts';
import { createRowReader } from '../values/post-row.ts';
import { describeWidthFault } from '../values/row-faults.ts';
import { generatePublicExport, PUBLIC_EXPORTS, type PublicExport } from './public-exports.fixture.ts';

/** The folder of the public exports (`npm run test:exports -- FOLDER`); without it, generated files of their shapes are used. */
const FOLDER = process.env.EXPORTS_FOLDER;

const contentOf = (file: PublicExport): Promise<Buffer> | Buffer =>
  FOLDER === undefined ? generatePublicExport(file) : readFile(join(FOLDER, file.name));

describe(FOLDER === undefined ? 'an export of the shape of a public one' : `an export in ${FOLDER}`, () => {
  it.each(PUBLIC_EXPORTS)('$name gives the same totals as an independent count', async (file) => {
    const content = await contentOf(file);
    const { posts, rejections, read } = await readWhole(content, file.options);
    const count = await countIndependently(content, file);
    const views = posts.reduce((sum, post) => sum + post.views, 0);
    const interactions = posts.reduce(
      (sum, post) => sum + (post.likes ?? 0) + (post.comments ?? 0) + (post.shares ?? 0),
      0,
    );
    expect({ read, loaded: posts.length, rejected: rejections.length, views, interactions }).toEqual(count);
    expect(read).toBeGreaterThan(200);
  });

  it.each(PUBLIC_EXPORTS)(
    '$name gives the same records and rejections read from bytes, as objects, and by fast-csv',
    async (file) => {
      const { options } = file;
      const content = await contentOf(file);
      const { posts, rejections, header } = await readWhole(content, options);
      const lines = await readLines(content, options);
      expect(lines.text).toBe(posts.map((post) => copyLine('default', 7n, post)).join(''));
      expect(lines.rejections).toEqual(rejections);
      // Rows that waited for the end of the file came behind the others.
      posts.sort((left, right) => left.line - right.line);
      rejections.sort((left, right) => left.line - right.line);
      const reference = await readByFastCsv(content, header, options);
      expect(posts.map(({ line: _, ...post }) => post)).toEqual(reference.posts);
      expect(rejections.map(({ column, code, message }) => ({ column, code, message }))).toEqual(
        reference.faults,
      );
    },
  );

  it.runIf(FOLDER !== undefined)(
    'is one of those that are known (runs where there is a folder)',
    async () => {
      const entries = await readdir(FOLDER ?? '', { recursive: true });
      expect(entries.filter((name) => name.endsWith('.csv')).sort()).toEqual(
        PUBLIC_EXPORTS.map(({ name }) => name).sort(),
      );
    },
  );

  it('with duplicate columns is reported, with the --map that helps', async () => {
    const file = PUBLIC_EXPORTS.find(({ options }) => options.map?.likes === '#8');
    if (file === undefined) throw new Error('none has doubled columns');
    await expect(readWhole(await contentOf(file))).rejects.toThrow(
      /likes: its column appears more than once: #7 "Likes avg" and #8 "Likes avg".*--map likes=#8/,
    );
  });
});

/** Reads a file by fast-csv, and each row by our row reader. */
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
    if (!isHeader && !isBlank(row)) {
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

/** Counts a file by fast-csv and a simple number parser, independently of our code. */
async function countIndependently(content: Buffer, { views, interactions, ids }: PublicExport) {
  const count = { read: 0, loaded: 0, rejected: 0, views: 0, interactions: 0 };
  const rows: AsyncIterable<string[]> = parseString(new TextDecoder().decode(content), { headers: false });
  let isHeader = true;
  for await (const row of rows) {
    if (isHeader || isBlank(row)) {
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

/** Whether a row has no value at all: it is none. */
function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}

/** NaN for anything that is not a count. */
function toNumber(cell: string): number {
  const scale = { K: 1e3, M: 1e6, B: 1e9 }[cell.trim().slice(-1)] ?? 1;
  const digits = scale === 1 ? cell.trim() : cell.trim().slice(0, -1);
  return digits === '' ? Number.NaN : Math.round(Number(digits) * scale);
}
