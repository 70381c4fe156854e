import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import type { MeasuredPost } from '../columns/measured-post.ts';
import type { Rejection, RejectionCode } from '../quarantine/rejection.ts';
import { beginReading } from './export-reading.ts';
import { PLAIN, readWhole } from './reading.fixture.ts';

const RUNS = Number(process.env.READING_CASES ?? 40);

const HEADER = 'campaignId,influencerId,views,likes,comments,shares,postedAt,followers,caption';
const SOUND = 'spring,ada,1000,50,5,1,2025-05-21,10,hello';

/** One row for every kind of fault, with the reported column. */
const FAULTS: readonly [row: string, code: RejectionCode, column: string | null][] = [
  [',ada,1000,50,5,1,,,', 'missing_value', 'campaignId'],
  ['spring, ,1000,50,5,1,,,', 'missing_value', 'influencerId'],
  ['spring,ada,,50,5,1,,,', 'missing_value', 'views'],
  ['spring,ada,1000,50,5,,,,', 'missing_value', 'shares'],
  ['#NAME?,ada,1000,50,5,1,,,', 'spreadsheet_error', 'campaignId'],
  ['spring,#REF!,1000,50,5,1,,,', 'spreadsheet_error', 'influencerId'],
  ['spring,#N/A,1000,50,5,1,,,', 'spreadsheet_error', 'influencerId'],
  ['spring,#VALOR!,1000,50,5,1,,,', 'spreadsheet_error', 'influencerId'],
  ['spring,#VALUE!,1000,50,5,1,,,', 'spreadsheet_error', 'influencerId'],
  ['spring,1.23E+17,1000,50,5,1,,,', 'spreadsheet_error', 'influencerId'],
  ['spring,"7,50683E+18",1000,50,5,1,,,', 'spreadsheet_error', 'influencerId'],
  ['spring,ada,NaN,50,5,1,,,', 'not_a_count', 'views'],
  ['spring,ada,1000,a lot,many,1,,,', 'not_a_count', 'likes'],
  ['spring,ada,1000,50,12.5,1,,,', 'not_a_count', 'comments'],
  ['spring,ada,1000,50,5,1,,many,', 'not_a_count', 'followers'],
  ['spring,ada,-100,50,5,1,,,', 'negative_count', 'views'],
  ['spring,ada,0,50,5,1,,,', 'no_views_but_interactions', 'views'],
  ['spring,ada,1000,999,1,1,,,', 'interactions_exceed_views', 'views'],
  ['spring,ada,1000,50,5,1,2025-02-30,,', 'bad_date', 'postedAt'],
  ['spring,ada,1000,50,5,1,,,a\0b', 'bad_text', 'caption'],
  ['spring,ada,1000,50,5,1,,', 'too_few_fields', null],
  ['spring', 'too_few_fields', null],
  ['spring,ada,1000,50,5,1,,,a,b', 'too_many_fields', null],
  ['spring,ada,1000,50,5,1,,,"a"b', 'bad_quote', null],
  ['spring,ada,1000,50,5,1,,,"a', 'bad_quote', null],
  [`spring,${'x'.repeat(513)},1000,50,5,1,,,`, 'too_long', 'influencerId'],
  [`spring,ada,1000,50,5,1,,,${'x'.repeat(70_000)}`, 'too_long', null],
];

describe('a row', () => {
  it('of a valid export is a post', async () => {
    const header = `${HEADER},saves,reach,Video ID,platform,hashtags,url`;
    const row =
      ' spring , ada ,"1,000",50,5,1,2025-05-21 09:44:45,304.9K, hello ,7,8,7506832682593094928,ig,#Ad #ad,https://a.b/c';
    const { posts, rejections } = await readWhole(`${header}\n${row}\n`);
    expect(rejections).toEqual([]);
    expect(posts).toEqual([
      {
        line: 2,
        campaignId: 'spring',
        influencerId: 'ada',
        postId: '7506832682593094928',
        platform: 'INSTAGRAM',
        postedAt: '2025-05-21T09:44:45.000Z',
        views: 1000,
        likes: 50,
        comments: 5,
        shares: 1,
        saves: 7,
        followers: 304_900,
        reach: 8,
        caption: 'hello',
        hashtags: ['ad'],
        url: 'https://a.b/c',
        cost: null,
        revenue: null,
        clicks: null,
        conversions: null,
        currency: null,
      },
    ]);
  });

  it.each(['#ad', '#N/Aomi', '1e5', 'a+b', '7E17', '#ADA'])('may have the id %j', async (id) => {
    const { posts } = await readWhole(`${HEADER}\nspring,${id},1000,50,5,1,,,`);
    expect(posts).toMatchObject([{ influencerId: id }]);
  });

  it('has nulls for blank optional fields', async () => {
    const { posts } = await readWhole(`${HEADER}\nspring,ada,1000,50,5,1, ,, `);
    expect(posts).toMatchObject([
      { postedAt: null, followers: null, caption: null, postId: null, hashtags: [] },
    ]);
  });

  it('with 0 views and 0 interactions is valid', async () => {
    const { posts } = await readWhole('campaign,creator,views,likes\nspring,ada,0,0');
    expect(posts).toMatchObject([{ views: 0, likes: 0, comments: null, shares: null }]);
  });

  it('with as many interactions as views is valid', async () => {
    const { posts } = await readWhole('campaign,creator,views,likes,shares\nspring,ada,10,9,1');
    expect(posts).toHaveLength(1);
  });

  it('takes the values of --set, and checks them with the others', async () => {
    const options = { set: { campaignId: 'spring', likes: '5', caption: 'hi' } };
    const { posts, rejections } = await readWhole('creator,views\nada,10\nbea,4\n', options);
    expect(posts).toMatchObject([{ campaignId: 'spring', influencerId: 'ada', likes: 5, caption: 'hi' }]);
    expect(rejections).toMatchObject([{ code: 'interactions_exceed_views', line: 3 }]);
  });

  const faults = FAULTS.map(([row, code, column]) => ({ row, code, column, shown: row.slice(0, 40) }));

  it.each(faults)('is rejected alone as $code: $shown', async ({ row, code, column }) => {
    const content = `${HEADER}\n${SOUND}\n${row}\n${SOUND}\n`;
    const { posts, rejections, read } = await readWhole(content);
    expect(posts.map(({ line }) => line)).toEqual([2, 4]);
    expect(rejections).toMatchObject([
      { line: 3, code, column, byteOffset: HEADER.length + SOUND.length + 2 },
    ]);
    expect(read).toBe(3);
    const [{ raw, message } = { raw: '', message: '' }] = rejections;
    expect(row.replaceAll('\0', '\u2400').startsWith(raw)).toBe(true);
    expect(message).toMatch(/^.{10,}\.$/s);
  });

  it('is rejected for its first fault', async () => {
    const { rejections } = await readWhole(`${HEADER}\n,,x,-1,,,never,,\nspring,ada,-1,x,5,1,never,,`);
    expect(rejections).toMatchObject([
      { code: 'missing_value', column: 'campaignId' },
      { code: 'negative_count', column: 'views' },
    ]);
  });

  it("is rejected under the file's own name of the column", async () => {
    const { rejections } = await readWhole('Campaign,"The\nCreator",Views (avg),likes\nspring,ada,x,1', {
      map: { influencerId: '#2' },
    });
    expect(rejections).toMatchObject([{ line: 3, column: 'Views (avg)', code: 'not_a_count' }]);
  });
});

describe('a file', () => {
  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ])('delimited by %s is recognised', async (_, delimiter) => {
    const rows = [
      ['campaign', 'creator', 'views', 'likes'],
      ['"a,b;c|d\te"', 'ada', '10', '1'],
    ];
    const { posts, ...whole } = await readWhole(rows.map((row) => row.join(delimiter)).join('\n'));
    expect(whole.delimiter).toBe(delimiter);
    expect(posts).toMatchObject([{ campaignId: 'a,b;c|d\te' }]);
  });

  it.each([
    ['a title', 'Post performance\n'],
    ['a title with a comma', '"Posts, June"\n'],
    ['a title of two cells', 'Report,June 2026\n'],
    ['titles and rows of delimiters only', 'Post performance,,,\n,,,\n,,,\n'],
    ['an empty line and a title', '\nExported 2026-06-01\n\n'],
    ['the separator', 'sep=,\r\n'],
    ['the separator in capitals, and a title', 'SEP=,\nPosts\n'],
  ])('is read below %s', async (_what, above) => {
    const { posts, notices, rejections } = await readWhole(
      `${above}campaign,creator,views,likes\nspring,ada,10,1\n,,,\n" ","",,\n`,
    );
    expect({ posts: posts.length, rejections }).toEqual({ posts: 1, rejections: [] });
    const line = above.split('\n').length;
    expect(posts[0]?.line).toBe(line + 1);
    expect(notices).toEqual([`The header was found in line ${line}; what stands above it was skipped.`]);
  });

  it('says its delimiter above its header', async () => {
    const { posts, delimiter } = await readWhole('sep=;\nx;views, likes;y;z\nspring;10;ada;1', {
      map: { campaignId: 'x', views: '#2', influencerId: 'y', likes: 'z' },
    });
    expect({ delimiter, posts: posts.length }).toEqual({ delimiter: ';', posts: 1 });
  });

  it('is split by the given delimiter, whatever the header looks like', async () => {
    const content = 'campaign,x|creator|views|likes\nspring|ada|10|1';
    const { posts, header } = await readWhole(content, { delimiter: '|', map: { campaignId: '#1' } });
    expect(header).toEqual(['campaign,x', 'creator', 'views', 'likes']);
    expect(posts).toHaveLength(1);
  });

  const text = 'campaign,creator,views,likes\r\nsömmer,adá,10,1\r\n\r\nb,b,x,1\r\n';
  const encodings = [
    ['utf-8', Buffer.from(text), 0, 1],
    ['utf-8', Buffer.from(`\ufeff${text}`), 3, 1],
    ['latin1', Buffer.from(text, 'latin1'), 0, 1],
    ['utf-16le', Buffer.from(text, 'utf16le'), 0, 2],
    ['utf-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 2, 2],
    ['utf-8', Buffer.from(`\ufeff${text}`, 'utf16le'), 2, 2],
    ['utf-16', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 2, 2],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16(), 0, 2],
    ['utf-16', Buffer.from(text, 'utf16le').swap16(), 0, 2],
  ] as const;

  it.each(encodings)(
    'read as %s keeps its letters and its byte offsets (%#)',
    async (encoding, bytes, bom, width) => {
      const { posts, rejections, header, ...whole } = await readWhole(bytes, { encoding });
      expect(header[0]).toBe('campaign');
      expect(posts).toMatchObject([{ campaignId: 'sömmer', influencerId: 'adá', line: 2 }]);
      const before = text.slice(0, text.indexOf('b,b'));
      const size = encoding === 'utf-8' && width === 1 ? Buffer.byteLength(before) : before.length * width;
      expect(rejections).toMatchObject([{ line: 4, byteOffset: bom + size, raw: 'b,b,x,1' }]);
      expect(whole.bytes).toBe(bytes.length);
    },
  );

  it('in Latin-1 may contain characters of windows-1252', async () => {
    const bytes = Buffer.from('campaign,creator,views,likes\n\x80uro,\x93ada\x94,10,1', 'latin1');
    const { posts } = await readWhole(bytes, { encoding: 'latin1' });
    expect(posts).toMatchObject([{ campaignId: '€uro', influencerId: '“ada”' }]);
  });

  it('with invalid UTF-8 loses only the rows that contain it, reported at their own offsets', async () => {
    const rows = [
      'campaign,creator,views,likes',
      'ä,a,10,1',
      '\xff\xfe,b,10,1',
      'ö,c,x,1',
      '"q\n\x80",d,10,1',
      'e,e,10,1',
    ];
    const parts = rows.map((row) => Buffer.from(row, /[\x80\xff]/.test(row) ? 'latin1' : 'utf8'));
    const newline = Buffer.from('\n');
    const bytes = Buffer.concat(parts.flatMap((part) => [part, newline]));
    const { posts, rejections } = await readWhole(bytes);
    expect(posts.map(({ influencerId }) => influencerId)).toEqual(['a', 'e']);
    expect(rejections.map(({ code, line }) => [code, line])).toEqual([
      ['bad_text', 3],
      ['not_a_count', 4],
      ['bad_text', 5],
    ]);
    expect(rejections[0]).toMatchObject({ column: 'campaign', raw: '\ufffd\ufffd,b,10,1' });
    for (const [at, row] of [2, 3, 4].entries())
      expect(rejections[at]?.byteOffset).toBe(bytes.indexOf(parts[row] ?? ''));
  });

  it('in UTF-16 with half a surrogate pair, or half a character, loses only those rows', async () => {
    const bytes = Buffer.from('campaign,creator,views,likes\na\ud800,a,10,1\n😀,b,10,1\nc,c,10,1', 'utf16le');
    const { posts, rejections } = await readWhole(Buffer.concat([bytes, Buffer.from([0x41])]), {
      encoding: 'utf-16le',
    });
    expect(posts).toMatchObject([{ campaignId: '😀' }]);
    expect(rejections).toMatchObject([
      { code: 'bad_text', raw: 'a\ufffd,a,10,1' },
      { code: 'bad_text', line: 4 },
    ]);
  });

  it('with a header alone gives one batch without rows', async () => {
    const content = '\ufeffcampaign,creator,views,likes';
    expect(await readWhole(content)).toMatchObject({
      read: 0,
      bytes: Buffer.byteLength(content),
      header: { length: 4 },
    });
  });

  it.each([
    ['nothing', '', {}, /empty/],
    ['empty lines', '\n \r\n', {}, /empty/],
    ['an unclosed quote in its header', 'campaign,"creator,views,likes\na,b,1,1', {}, /quotation mark/],
    ['an endless first line', 'x'.repeat(300_000), {}, /longer than/],
    ['too many columns', `${'x,'.repeat(1_500)}x`, {}, /more than 1000 columns/],
    ['UTF-16 without a BOM', Buffer.from('campaign,creator', 'utf16le'), {}, /NUL.*--encoding utf-16le/],
    ['Latin-1', Buffer.from('campaña,creator', 'latin1'), {}, /--encoding latin1/],
    ['other columns', 'a,b,c', {}, /Columns found: #1 "a", #2 "b", #3 "c"/],
  ])('with %s stops before the first batch', async (_, content, options, message) => {
    const reading = readWhole(content, options);
    await expect(reading).rejects.toThrow(CallerError);
    await expect(reading).rejects.toThrow(message);
  });

  it('continues after a row that is longer than any block', async () => {
    const content = `campaign,creator,views,likes\r\na,a,10,1\r\nb,${'x'.repeat(1_000_000)}\r\nc,c,10,1\r\n`;
    const { posts, rejections } = await readWhole(content);
    expect(posts.map(({ line }) => line)).toEqual([2, 4]);
    expect(rejections).toMatchObject([{ line: 3, code: 'too_long', raw: `b,${'x'.repeat(2_046)}` }]);
  });
});

/** Valid and faulty rows, some quoted over several lines, some with stray quotes, with all kinds of line breaks. */
const rows = fc.array(
  fc.oneof(
    fc.tuple(fc.nat(), fc.string({ unit: 'grapheme', maxLength: 12 })).map(([views, caption]) => {
      return `spring,ada,${views},0,0,0,,,"${caption.replaceAll('"', '""').replaceAll('\0', '')}"`;
    }),
    fc.constantFrom(...FAULTS.slice(0, -1).map(([row]) => row)),
    fc.constantFrom(
      'é'.repeat(2_000),
      'x'.repeat(66_000),
      '"a\r\nb',
      ',",",",',
      '\u2028,x',
      '"\n"\n',
      'ÿ',
      'é,ÿ,1,"ÿ\n"',
    ),
  ),
  { minLength: 1, maxLength: 40 },
);
const breaks = fc.constantFrom('\n', '\r\n', '\r');

/** Encoded text in which every `ÿ` is invalid: in UTF-8 a lone byte, in UTF-16 half a surrogate pair. */
function encodeWithFaults(text: string, encoding: 'utf-8' | 'utf-16le'): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text.replaceAll('ÿ', '\ud800'), 'utf16le');
  return Buffer.concat(text.split(/(ÿ)/).map((part) => Buffer.from(part, part === 'ÿ' ? 'latin1' : 'utf8')));
}

describe('reading by blocks', () => {
  it.each(['utf-8', 'utf-16le'] as const)(
    'gives the same result however %s is split into blocks',
    (encoding) => {
      const units = fc.integer({ min: 100, max: 20_000 });
      fc.assert(
        fc.property(rows, breaks, units, (sample, lineBreak, blockUnits) => {
          const bytes = encodeWithFaults([HEADER, ...sample].join(lineBreak), encoding);
          const blockBytes = 2 * blockUnits;
          const whole = beginReading(bytes, true, { ...PLAIN, encoding }).read(bytes, true);
          const reading = beginReading(bytes, true, { ...PLAIN, encoding });
          const posts: MeasuredPost[] = [];
          const rejections: Rejection[] = [];
          for (let at = 0; at < bytes.length; at += blockBytes) {
            const part = reading.read(bytes.subarray(at, at + blockBytes), at + blockBytes >= bytes.length);
            posts.push(...part.posts);
            rejections.push(...part.rejections);
          }
          expect({ posts, rejections }).toEqual({ posts: whole.posts, rejections: whole.rejections });
          for (const { byteOffset, raw, code } of rejections.filter(({ code }) => code !== 'bad_text')) {
            const begun = encodeWithFaults(raw.slice(0, 20).replaceAll('\ufffd', 'ÿ'), encoding);
            expect([code, bytes.subarray(byteOffset, byteOffset + begun.length)]).toEqual([code, begun]);
          }
        }),
        { numRuns: RUNS },
      );
    },
  );

  it('does not depend on the chunks', async () => {
    const content = `${HEADER}\n${`${SOUND}\nspring,ada,1,"x\ny",5,1,,,漢\n`.repeat(100)}`;
    const whole = await readWhole(content);
    for (const chunkBytes of [1, 7, 4096]) expect(await readWhole(content, {}, chunkBytes)).toEqual(whole);
  });
});

describe('no row is lost', () => {
  it('of a file with every fault: each is returned once, as a post or as a rejection', async () => {
    const kinds = fc.array(fc.nat(FAULTS.length), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(kinds, breaks, async (sample, lineBreak) => {
        const lines = sample.map((kind) => FAULTS[kind]?.[0] ?? SOUND);
        const { posts, rejections, read } = await readWhole([HEADER, ...lines].join(lineBreak));
        expect(read).toBe(sample.length);
        const expected = sample.map((kind, at) => ({ line: at + 2, code: FAULTS[kind]?.[1] }));
        expect(posts.map(({ line }) => line)).toEqual(
          expected.filter(({ code }) => code === undefined).map(({ line }) => line),
        );
        // Those that waited for the end of the file come behind the others.
        expect(rejections.map(({ line, code }) => ({ line, code })).sort((a, b) => a.line - b.line)).toEqual(
          expected.filter(({ code }) => code !== undefined),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe('money', () => {
  const read = async (columns: string, cells: string, options = {}) =>
    readWhole(`campaignId,influencerId,views,likes,${columns}\nspring,ada,1000,50,${cells}\n`, options);

  it.each([
    ['cost,currency', '12.50,EUR', { cost: '12.50', currency: 'EUR' }],
    ['Amount spent (USD),Purchases', '12.50,3', { cost: '12.50', conversions: 3, currency: 'USD' }],
    [
      'Spend,Purchase value,Link clicks',
      '€12,"€1,234.50",7',
      { cost: '12', revenue: '1234.50', clicks: 7, currency: 'EUR' },
    ],
    ['Kosten,Umsatz', '"1.234,50 €",', { cost: '1234.50', revenue: null, currency: 'EUR' }],
    // Of many countries: nothing says of which.
    ['cost', '$12', { cost: '12', currency: null }],
    ['cost,currency', '$12,CAD', { cost: '12', currency: 'CAD' }],
    ['cost,currency', '12,€', { cost: '12', currency: 'EUR' }],
    ['cost,currency', ',', { cost: null, currency: null }],
  ])('in the columns %s as %s is read', async (columns, cells, expected) => {
    const { posts, rejections } = await read(columns, cells);
    expect(rejections).toEqual([]);
    expect(posts[0]).toMatchObject(expected);
  });

  it('has the currency that is set for the file', async () => {
    const { posts } = await read('fee', '12', { set: { currency: 'eur' } });
    expect(posts[0]).toMatchObject({ cost: '12', currency: 'EUR' });
  });

  it.each([
    ['cost', '-5', 'negative_amount', '"-5" is negative'],
    ['cost', 'free', 'not_an_amount', '"free" is not an amount'],
    ['cost,currency', '5,EUX', 'unknown_currency', '"EUX" is not a currency'],
    ['cost,currency', '€5,USD', 'conflicting_currency', 'another currency than USD'],
    ['cost,revenue', '€5,£7', 'conflicting_currency', 'another currency than EUR'],
    ['clicks', '-1', 'negative_count', 'negative'],
    ['conversions', '1.5', 'not_a_count', '"1.5" is not a count'],
  ])('in the columns %s as %s rejects the row: %s', async (columns, cells, code, message) => {
    const { rejections } = await read(columns, cells);
    expect(rejections).toMatchObject([{ code, message: expect.stringContaining(message) }]);
  });

  it.each(['Cost (all)', 'Sales', 'Price', 'Budget', 'Total clicks', 'Clicks (all)', 'Value', 'Results'])(
    'is not read from %s, which may be something else',
    async (column) => {
      const { posts } = await read(column, '5');
      expect(posts[0]).toMatchObject({ cost: null, revenue: null, clicks: null, conversions: null });
    },
  );
});
