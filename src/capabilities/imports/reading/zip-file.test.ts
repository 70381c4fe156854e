import { Readable } from 'node:stream';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { previewExport } from '../preview/preview.ts';
import { openMetered } from './export-file.ts';
import { readWhole } from './reading.fixture.ts';
import { readZip } from './zip-file.ts';

const CSV = 'campaign,creator,views,likes\nspring,ada,25,1\n';

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

async function* once(content: Uint8Array) {
  for (let at = 0; at < content.length; at += 1_000) yield content.subarray(at, at + 1_000);
}

const unpack = (content: Uint8Array, sheet?: string) => {
  const file = { source: 'x', size: null, open: () => Readable.from(once(content)) };
  return textOf(openMetered(file, undefined, sheet).content);
};

type Cell = string | number | { readonly date: number } | { readonly raw: string };

/** A workbook as spreadsheets write it. */
function makeWorkbook(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Uint8Array {
  const names = Object.keys(sheets);
  const cellOf = (cell: Cell, at: string) => {
    if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    return 'date' in cell
      ? `<c r="${at}" s="1"><v>${cell.date}</v></c>`
      : `<c r="${at}"><v>${cell.raw}</v></c>`;
  };
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names
      .map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names
      .map(
        (_, at) =>
          `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  for (const [at, name] of names.entries()) {
    const rows = (sheets[name] ?? []).map(
      (row, y) =>
        `<row r="${y + 1}">${row.map((cell, x) => cellOf(cell, `${String.fromCharCode(65 + x)}${y + 1}`)).join('')}</row>`,
    );
    files[`xl/worksheets/sheet${at + 1}.xml`] =
      `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`;
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

describe('a zip', () => {
  it('gives the one CSV in it, whatever else it holds', async () => {
    const archive = zipSync({
      'export/june.csv': strToU8(CSV),
      '__MACOSX/._june.csv': strToU8('x'),
      'readme.md': strToU8('read me'),
    });
    expect(await unpack(archive)).toBe(CSV);
  });

  it.each([
    ['no CSV', { 'readme.md': strToU8('x') }, /has no CSV in it: "readme.md"/],
    [
      'several',
      { 'a.csv': strToU8(CSV), 'b.csv': strToU8(CSV) },
      /several CSV files in it: "a.csv", "b.csv"/,
    ],
  ])('with %s is refused with what it holds', async (_what, files, message) => {
    await expect(unpack(zipSync(files))).rejects.toThrow(message);
  });

  it('that unpacks to more than the limit is refused, whatever it says of itself', async () => {
    const bomb = zipSync({ 'a.csv': new Uint8Array(20 * 1024 * 1024) });
    const limits = { packedBytes: 1024 * 1024, csvBytes: 1024 * 1024, workbookBytes: 1024 * 1024, rows: 10 };
    await expect(textOf(readZip(once(bomb), { sheet: undefined }, limits))).rejects.toThrow(/more than 1 MB/);
    const small = { ...limits, packedBytes: 100 };
    await expect(textOf(readZip(once(bomb), { sheet: undefined }, small))).rejects.toThrow(/may have/);
  });

  it('that is cut off is refused', async () => {
    const archive = zipSync({ 'a.csv': strToU8(CSV.repeat(100)) });
    await expect(unpack(archive.subarray(0, 60))).rejects.toThrow(/damaged, encrypted or cut off/);
  });
});

describe('a workbook', () => {
  const rows: Cell[][] = [
    ['campaign', 'creator', 'views', 'likes', 'posted'],
    ['spring', '7506832682593094928', 25_000, 1, { date: 46_024 }],
    ['spring', { raw: '7.5068326825930947E+18' }, 90, 1, { date: 46_024 }],
    ['spring', 'a, "b"', { raw: '25.123' }, 1, { date: 46_024 }],
  ];

  it('gives its first sheet', async () => {
    const { posts, rejections } = await readWhole(
      Buffer.from(await unpack(makeWorkbook({ June: rows, May: [] }))),
    );
    expect(posts).toMatchObject([
      { line: 2, influencerId: '7506832682593094928', views: 25_000, postedAt: '2026-01-02T00:00:00.000Z' },
    ]);
    expect(rejections.map(({ code }) => code).sort()).toEqual(['not_a_count', 'spreadsheet_error']);
  });

  it.each([
    ['a cover', [['hello']]],
    ['empty', []],
  ])('names its other sheets where the first cannot be used: it is %s', async (_what, cover) => {
    const workbook = Buffer.from(makeWorkbook({ Cover: cover, June: rows, May: rows }));
    const hint = 'This is the sheet "Cover". The workbook has others, "June", "May": name one with --sheet.';
    const options = { encoding: 'utf-8', map: {}, set: {} } as const;
    const looked = await previewExport(Readable.from([workbook]), options, true).then(
      ({ problems }) => problems.join(' '),
      (error: Error) => error.message,
    );
    expect(looked).toContain(hint);
  });

  it('names no others where the sheet was chosen, or is the only one', async () => {
    const options = { encoding: 'utf-8', map: {}, set: {}, sheet: 'Cover' } as const;
    const chosen = Buffer.from(makeWorkbook({ Cover: [['hello']], June: rows }));
    const { problems } = await previewExport(Readable.from([chosen]), options, true);
    expect(problems.join()).not.toContain('--sheet');
    const single = Buffer.from(makeWorkbook({ Cover: [['hello']] }));
    const alone = await previewExport(Readable.from([single]), { encoding: 'utf-8', map: {}, set: {} }, true);
    expect(alone.problems.join()).not.toContain('--sheet');
  });

  it('gives the sheet that is named, by name or number', async () => {
    const workbook = makeWorkbook({ Cover: [['hello']], June: rows });
    expect(await unpack(workbook, 'June')).toMatch(/^campaign,creator/);
    expect(await unpack(workbook, '2')).toMatch(/^campaign,creator/);
    await expect(unpack(workbook, 'July')).rejects.toThrow(
      'The workbook has no sheet "July". Its sheets are "Cover", "June": give a name or a number with --sheet.',
    );
    await expect(unpack(workbook, '3')).rejects.toThrow(/no sheet "3".*"Cover", "June"/);
  });

  it('with too many rows, or that unpacks to too much, is refused', async () => {
    const workbook = makeWorkbook({ June: Array.from({ length: 2_000 }, () => ['x'.repeat(1_000)]) });
    const limits = { packedBytes: 1024 * 1024, csvBytes: 1, workbookBytes: 1024 * 1024, rows: 10 };
    await expect(textOf(readZip(once(workbook), { sheet: undefined }, limits))).rejects.toThrow(
      /more than 1 MB/,
    );
    const many = { ...limits, workbookBytes: 10 * 1024 * 1024 };
    await expect(textOf(readZip(once(workbook), { sheet: undefined }, many))).rejects.toThrow(
      /has 2000 rows; an .xlsx may have 10/,
    );
  });
});

describe('a file that is no export', () => {
  it.each([
    ['d0cf11e0a1b11ae1', /Excel 97 to 2003 \(\.xls\): save it as \.xlsx or CSV/],
    ['50415231', /a Parquet file/],
    ['89504e470d0a1a0a', /a PNG image/],
    ['28b52ffd', /Zstandard/],
    ['255044462d312e37', /a PDF document/],
  ])('is told for what it is by its first bytes %s', async (hex, message) => {
    await expect(unpack(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(64)]))).rejects.toThrow(message);
  });
});
