import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeasuredPost } from '../columns/measured-post.ts';
import type { ReadOptions } from '../reading/export-reader.ts';
import { readLines, readWhole } from '../reading/reading.fixture.ts';
import { copyLine } from '../staging/copy-text.ts';
import { readSums, sumUp } from '../sums/post-sums.fixture.ts';

/** `npm run test:reading` sets a higher number. */
const RUNS = Number(process.env.READING_CASES ?? 120);

async function expectSame(content: Uint8Array, options: Partial<ReadOptions> = {}, chunkBytes?: number) {
  const { posts, rejections, read } = await readWhole(content, options);
  const lines = await readLines(content, options, chunkBytes);
  expect(lines.text).toBe(posts.map((post) => copyLine('default', 7n, post)).join(''));
  expect(lines.rejections).toEqual(rejections);
  expect(lines.read).toBe(read);
  expect(readSums(lines.sums)).toEqual(sumUp(posts));
  const keyOf = (post: MeasuredPost) => copyLine('default', 7n, post).split('\t').slice(3, 7).join('\t');
  const withId = posts.filter(({ postId }) => postId !== null);
  const repeated = withId.filter(
    (post, at) => withId.findIndex((other) => keyOf(other) === keyOf(post)) < at,
  );
  // The filter is larger than these files by far: it suspects nothing else.
  expect(lines.suspects).toEqual(new Set(repeated.map(({ postId }) => postId)));
}

const few = <Value>(...values: Value[]) => fc.constantFrom(...values);
const nasty = fc
  .array(
    few(
      'a',
      'Z',
      '7',
      ' ',
      '\t',
      '"',
      '""',
      '\\',
      '\\N',
      '\\.',
      '\r',
      '\0',
      'é',
      '漢',
      '😀',
      '\u00a0',
      '\u2003',
      '\u3000',
      '\ufeff',
      '…',
      '{',
      '#',
      "'",
      '=',
    ),
    { maxLength: 6 },
  )
  .map((units) => units.join(''));
const id = fc.oneof(
  { weight: 6, arbitrary: few('spring', 'autumn', 'ada', 'Øre', '漢字', 'a b') },
  { weight: 1, arbitrary: fc.oneof(nasty, few('', '#NAME?', '#ada', '1.23E+17', 'a+b', 'x'.repeat(513))) },
);
const count = fc.oneof(
  { weight: 8, arbitrary: fc.nat(2_000).map(String) },
  {
    weight: 1,
    arbitrary: few(
      '',
      '007',
      '0',
      '1,234',
      '686000.0',
      '541.2K',
      '-4',
      '12 k',
      '999999999999999',
      '1000000000000000',
      ' 5',
      '5 ',
      '٣',
    ),
  },
);
const views = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 7_000, max: 99_000 }).map(String) },
  { weight: 1, arbitrary: count },
);
const time = fc.oneof(
  { weight: 4, arbitrary: few('2025-05-21T09:44:45Z', '2025-05-21 09:44:45', '2025-05-21', '') },
  {
    weight: 1,
    arbitrary: few(
      '2025-02-30',
      '2025-02-29T10:00:00Z',
      '2024-02-29T10:00:00Z',
      '2025-04-31T10:00:00Z',
      '2025-04-30 10:00:00',
      '2025-01-31T10:00:00Z',
      '0000-01-01T00:00:00Z',
      '2025-05-21t09:44:45z',
      '2025-05-21T24:00:00Z',
      '2025-05-21T09:44:45+02:00',
      '1747820685',
      '2025-05-2aT09:44:45Z',
      '2025-13-01T00:00:00',
    ),
  },
);
const tags = fc.oneof(
  { weight: 3, arbitrary: few('', '#Ad #ad', 'one two', '#a,#b;c|d', '[none]', '# #', '#ad#new #ads #ad') },
  { weight: 1, arbitrary: nasty },
);
const text = fc.oneof(
  { weight: 3, arbitrary: few('', 'hello', 'a, b', 'né', '“said”', 'they said: "yes"', '"', '😀') },
  { weight: 1, arbitrary: nasty },
);
const platform = fc.oneof(
  { weight: 4, arbitrary: few('ig', 'TikTok', 'YOUTUBE', '', 'Über') },
  { weight: 1, arbitrary: nasty },
);
const HEADER = [
  'campaignId',
  'influencerId',
  'postId',
  'platform',
  'postedAt',
  'views',
  'likes',
  'comments',
  'shares',
  'saves',
  'caption',
  'hashtags',
  'url',
];

/** A cell as programs write it: quoted where necessary, and sometimes unnecessarily quoted or wrongly unquoted. */
const written = (cell: fc.Arbitrary<string>) =>
  fc.tuple(cell, fc.nat(19)).map(([value, lot]) => {
    if (lot === 0) return value;
    return lot === 1 || /[,"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  });
const cells = fc.tuple(
  ...[
    id,
    id,
    fc.oneof(few('p1', 'p2', 'p3', ''), nasty),
    platform,
    time,
    views,
    count,
    count,
    count,
    count,
    text,
    tags,
    text,
  ].map(written),
);
const row = fc.oneof(
  { weight: 12, arbitrary: cells.map((values) => values.join(',')) },
  { weight: 1, arbitrary: fc.oneof(nasty, few('', ',', 'a,b', `${'x,'.repeat(20)}`)) },
);
const lineEnd = fc.oneof(
  { weight: 6, arbitrary: few('\n') },
  { weight: 1, arbitrary: few('\r\n', '\r', '\n\n') },
);
const content = fc.array(fc.tuple(row, lineEnd, fc.nat(30)), { maxLength: 12 }).map((rows) => {
  const parts = rows.flatMap(([line, end, lot]) => [
    Buffer.from(line),
    // Bytes that are not UTF-8.
    ...(lot === 0 ? [Buffer.from([0xff, 0xc3])] : []),
    Buffer.from(end),
  ]);
  return Buffer.concat([Buffer.from(`${HEADER.join(',')}\n`), ...parts]);
});

describe('rows read by the fast path', () => {
  it('give the same posts, rejections and sums as the framer and the row reader', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 400 }), async (bytes, chunkBytes) => {
        await expectSame(bytes, {}, chunkBytes);
      }),
      { numRuns: RUNS },
    );
  });

  it('give the same with columns that are mapped, left out and fixed', async () => {
    const options = {
      map: { caption: 'url', shares: '' },
      set: { saves: '12', hashtags: '#a #B', platform: 'ig', url: 'x\\y' },
    };
    await fc.assert(
      fc.asyncProperty(content, (bytes) => expectSame(bytes, options)),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });

  it.each(['latin1', 'utf-16le'] as const)(
    'give the same in %s, which the fast path does not read',
    async (encoding) => {
      const source = encoding === 'latin1' ? encoding : 'utf16le';
      const lines = `${HEADER.join(',')}\nspring,ada,p,ig,2025-05-21,900,1,2,3,4,né,#ad,\nspring,ada,p,ig,,900,1,2,x,4,,,\n`;
      await expectSame(Buffer.from(lines, source), { encoding });
    },
  );

  it.each([';', '\t', '|'])('give the same delimited by %j', async (delimiter) => {
    const lines = `${HEADER.join(',')}\nspring,ada,p,ig,2025-05-21,900,1,2,3,4,hi,#ad,\nsp ring, ada,p,ig,,900,1,2,0,4,,#a#b,\n`;
    await expectSame(Buffer.from(lines.replaceAll(',', delimiter)));
  });
});
