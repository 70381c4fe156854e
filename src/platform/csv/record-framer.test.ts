import fc from 'fast-check';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import { DELIMITERS } from '../../capabilities/imports/columns/export-header.ts';
import { DecodedText } from './decoded-text.ts';
import { RecordFramer } from './record-framer.ts';

/** `npm run test:reading` asks for more. */
const RUNS = Number(process.env.READING_CASES ?? 200);

/** One record, with the line on which it begins and, where it could not be read, the code of its fault. */
interface Framed {
  line: number;
  cells: string[];
  raw: string;
  code: string | null;
}

function frameAll(text: string, delimiter = ',', width: number | null = null): Framed[] {
  const framer = new RecordFramer(delimiter, width);
  const decoded = new DecodedText(Buffer.from(text), 'utf-8');
  framer.open({ decoded, from: 0, line: 1, knownBytes: 0, isFinal: true });
  const records: Framed[] = [];
  while (framer.advance() === 'record') {
    const { line, raw, fault, cells } = framer;
    records.push({ line, raw, code: fault?.code ?? null, cells: fault === null ? cells.toArray() : [] });
  }
  return records;
}

function parseByFastCsv(text: string, delimiter: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString(text, { delimiter, headers: false })
      .on('data', (row: string[]) => rows.push(row))
      .on('error', reject)
      // An empty line is a row without cells to fast-csv, and none to us.
      .on('end', () => resolve(rows.filter((row) => row.length > 0)));
  });
}

/** CSV as any program may write it: cells quoted or not, spaces around quotes, every kind of line break. */
function wellFormedCsv(delimiter: string): fc.Arbitrary<string> {
  const unit = fc.constantFrom(
    'a',
    '7',
    ' ',
    '\t',
    ',',
    ';',
    '|',
    '"',
    '\n',
    '\r\n',
    '\r',
    'é',
    '漢',
    '😀',
    '\u00a0',
  );
  const content = fc.array(unit, { maxLength: 8 }).map((units) => units.join(''));
  const space = fc.constantFrom('', '', '', ' ', '  ');
  const quoted = fc
    .tuple(space, content, space)
    .map(([before, text, after]) => `${before}"${text.replaceAll('"', '""')}"${after}`);
  const bare = content.map((text) =>
    text
      .replaceAll(delimiter, '')
      .replace(/[\r\n]/g, '')
      .replace(/^\s*"+/, ''),
  );
  const isBare = (text: string) => !/^\s*"/.test(text);
  const row = fc.array(fc.oneof(quoted, bare.filter(isBare)), { minLength: 1, maxLength: 5 });
  const line = fc.oneof(
    { weight: 9, arbitrary: row.map((cells) => cells.join(delimiter)) },
    { weight: 1, arbitrary: space },
  );
  const broken = fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')).map(([text, end]) => text + end);
  return fc.tuple(fc.array(broken, { maxLength: 6 }), line).map(([lines, last]) => lines.join('') + last);
}

describe('the records of well-formed CSV', () => {
  it.each(DELIMITERS)('are those of fast-csv, delimited by %j', async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(wellFormedCsv(delimiter), async (text) => {
        const records = frameAll(text, delimiter);
        expect(records.filter(({ code }) => code !== null)).toEqual([]);
        expect(records.map(({ cells }) => cells)).toEqual(await parseByFastCsv(text, delimiter));
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\n\n  \na\n\r\n', [['a']]],
    [',,\n', [['', '', '']]],
    [' ,a\n', [['', 'a']]],
    ['a, ,b', [['a', ' ', 'b']]],
    ['"a"",""b",c', [['a","b', 'c']]],
    [
      '"a\nb",c\nd,e',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['a,  "b" ,c', [['a', 'b', 'c']]],
    ['a"b",c', [['a"b"', 'c']]],
    ['"",""', [['', '']]],
    ['a,', [['a', '']]],
  ])('of %j are %j', (text, rows) => {
    expect(frameAll(text).map(({ cells }) => cells)).toEqual(rows);
  });

  it('know the lines on which they begin', () => {
    const records = frameAll('a\n"b\r\nb\rb"\r\n\n c\r"d""\n"\re');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 6, 7, 9]);
  });
});

describe('a stray quotation mark', () => {
  it.each([
    ['that is not closed', 'a,b\nc,"d\ne,f\ng,h', ['a', '!', 'e', 'g']],
    ['that closes too early', 'a,b\n"c"d,e\ne,f', ['a', '!', 'e']],
    ['that swallowed its neighbours', 'a,b\nc,"d\ne,f\ng,"h\ni,j', ['a', '!', 'e', '!', 'i']],
    ['that closes at a later line of another width', 'a,b\n"c,d\ne,f"\ng,h', ['a', '!', 'e', 'g']],
    ['on the last line', 'a,b\nc,"d', ['a', '!']],
    ['on the last line, with a break behind it', 'a,b\nc,"d\n', ['a', '!']],
  ])('%s costs the line on which it stands', (_, text, expected) => {
    const records = frameAll(text, ',', 2);
    expect(records.map(({ code, cells }) => (code === 'bad_quote' ? '!' : cells[0]))).toEqual(expected);
    for (const { line, raw } of records) expect(raw).toBe(text.split('\n')[line - 1]);
  });

  it('on every line of 2 MB costs each line once', () => {
    const unclosed = '"abc,1,2,3,4,5\n'.repeat(140_000);
    expect(frameAll(unclosed, ',', 6)).toHaveLength(140_000);
  });

  it('that opens and closes over line breaks again and again does not make reading slow', () => {
    const woven = 'x","\n'.repeat(150_000);
    const records = frameAll(woven, ',', 6);
    expect(records).toHaveLength(150_000);
    expect(new Set(records.map(({ code }) => code))).toEqual(new Set(['bad_quote']));
  });

  it('before megabytes of plain text costs one line', () => {
    const records = frameAll(`"${'a,b\n'.repeat(300_000)}`, ',', 2);
    expect(records).toHaveLength(300_000);
    expect(records.filter(({ code }) => code !== null)).toHaveLength(1);
  });
});

describe('a record that is too long', () => {
  const long = 'x'.repeat(64 * 1024);

  it.each([
    ['plain', `a,b\nc,${long}\ne,f`, 'too_long'],
    ['quoted', `a,b\nc,"${long}"\ne,f`, 'too_long'],
    ['of characters that take three bytes', `a,b\nc,${'漢'.repeat(22_000)}\ne,f`, 'too_long'],
    ['the last', `a,b\ne,f\nc,${long}`, 'too_long'],
  ])('is rejected alone: %s', (_, text, code) => {
    const records = frameAll(text, ',', 2);
    expect(records.filter((record) => record.code === null).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['e', 'f'],
    ]);
    const [rejected] = records.filter((record) => record.code !== null);
    expect(rejected?.code).toBe(code);
    expect(rejected?.raw.length).toBeLessThan(5_000);
  });

  it('over several lines costs its first, as an unclosed mark does', () => {
    const records = frameAll(`a,b\nc,"${'x\n'.repeat(40_000)}"\ne,f`, ',', 2);
    expect(records[1]).toMatchObject({ line: 2, code: 'bad_quote' });
    expect(records.at(-1)?.cells).toEqual(['e', 'f']);
  });

  it('is not one of just below 64 KiB', () => {
    const [record] = frameAll(`a,${'x'.repeat(64 * 1024 - 3)}\n`, ',', 2);
    expect(record?.code).toBeNull();
  });
});
