import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN, readLines, readWhole } from '../reading/reading.fixture.ts';
import { parseNumberFormats } from './number-format.ts';

/** `npm run test:reading` reads 100,000. */
const COLUMNS = Number(process.env.READING_CASES ?? 900);
/** Columns of one file; a count of followers may be blank, and does not have to fit any other. */
const FIELDS = ['followers', 'reach', 'saves'] as const;

const fileOf = (delimiter: string, views: readonly string[]) =>
  ['campaign;creator;views;likes', ...views.map((written) => `spring;ada;${written};0`)]
    .join('\n')
    .replaceAll(';', delimiter);

async function readViews(content: string, options: Parameters<typeof readWhole>[1] = {}) {
  const { posts, rejections } = await readWhole(content, options);
  return {
    views: posts.sort((left, right) => left.line - right.line).map(({ views }) => views),
    codes: rejections.map(({ code }) => code),
  };
}

describe('the number format of a column', () => {
  it.each([
    ['thousands with a dot under semicolons', ';', ['25.000', '2.000'], [25_000, 2_000]],
    ['one value that is German alone', '\t', ['25.000', '1.234.567'], [25_000, 1_234_567]],
    ['one value that is English alone', ';', ['25.000', '686000.0'], [25, 686_000]],
    ['thousands with a comma under tabs', '\t', ['25,000', '1,234'], [25_000, 1_234]],
    ['a fraction in German', ';', ['25.000', '541,2K'], [25_000, 541_200]],
    ['plain digits beside it', ';', ['25.000', '7'], [25_000, 7]],
    ['spaces, which every format has', ',', ['25 000', '1\u00a0234\u00a0567'], [25_000, 1_234_567]],
    ['English averages', ';', ['26M', '12', '5.5K'], [26_000_000, 12, 5_500]],
  ])('is decided by %s', async (_what, delimiter, written, views) => {
    expect(await readViews(fileOf(delimiter, written))).toEqual({ views, codes: [] });
  });

  it('is decided by the last row too', async () => {
    const many = Array.from({ length: 12_000 }, () => '25.000');
    const content = fileOf('|', [...many, '1.234.567']);
    const { views } = await readViews(content);
    expect(views.reduce((sum, count) => sum + count, 0)).toBe(12_000 * 25_000 + 1_234_567);
    const lines = await readLines(Buffer.from(content));
    expect(lines.read).toBe(12_001);
    expect(lines.text.split('\n').filter((line) => line.includes('\t25000\t'))).toHaveLength(12_000);
  });

  it.each([
    ['both readings are possible, under commas', ',', ['25.000', '2.000']],
    ['both readings are possible, under tabs', '\t', ['25.000']],
    ['the delimiter says otherwise', ';', ['"25,000"']],
    ['the values contradict each other', ';', ['25.000', '1.234', '12.5']],
    ['a suffix stands behind it', ';', ['1.234K']],
  ])('is not guessed where %s', async (_what, delimiter, written) => {
    const { codes } = await readViews(fileOf(delimiter, written));
    expect(codes).toContain('ambiguous_value');
  });

  it('rejects what is not written in it', async () => {
    const content = fileOf(';', ['1.234', '5.678', '1,234']);
    expect(await readViews(content)).toEqual({ views: [1_234, 5_678], codes: ['not_a_count'] });
  });

  it('is what somebody gave, for all columns or for one', async () => {
    const content = fileOf(',', ['25.000']);
    const readAs = (...texts: string[]) => readViews(content, { numberFormats: parseNumberFormats(texts) });
    expect((await readAs('de')).views).toEqual([25_000]);
    expect((await readAs('en')).views).toEqual([25]);
    expect((await readAs('en', 'views=de')).views).toEqual([25_000]);
    expect((await readAs('likes=de')).codes).toEqual(['ambiguous_value']);
  });

  it.each(['fr', 'view=de', 'caption=de', 'views=', 'views=fr'])('is not taken from %j', (text) => {
    expect(() => parseNumberFormats([text])).toThrow(/The number format is .* it takes en .*views=de/);
  });

  it('is that of an independent reader, in generated columns', async () => {
    const files = Math.ceil(COLUMNS / FIELDS.length);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(',', ';', '\t', '|'), columns, async (delimiter, generated) => {
        const quote = (cell: string) => (cell.includes(delimiter) ? `"${cell}"` : cell);
        const rows = Array.from({ length: 8 }, (_, at) =>
          ['spring', 'ada', '9', '1', ...generated.map((column) => quote(column[at] ?? ''))].join(delimiter),
        );
        const header = ['campaign', 'creator', 'views', 'likes', ...FIELDS].join(delimiter);
        const expected = generated.map((column) => readIndependently(column, delimiter));
        const { posts, rejections } = await readWhole([header, ...rows].join('\n'), PLAIN);
        const byLine = new Map(posts.map((post) => [post.line, post]));
        const faulty = new Set(rejections.map(({ line }) => line));
        for (const [at] of rows.entries()) {
          const cells = expected.map((column) => column[at] ?? null);
          expect(faulty.has(at + 2)).toBe(cells.includes('none'));
          if (cells.includes('none')) continue;
          expect(FIELDS.map((field) => byLine.get(at + 2)?.[field] ?? null)).toEqual(cells);
        }
      }),
      { numRuns: files },
    );
  }, 120_000);
});

const whole = fc.oneof(
  fc.nat(999),
  fc.nat(9_999_999),
  fc.nat(900).map((count) => count * 1_000),
);
const writers = [
  (count: number) => String(count),
  (count: number) => count.toLocaleString('en-US'),
  (count: number) => count.toLocaleString('de-DE'),
  (count: number) => count.toLocaleString('fr-FR'),
  (count: number) => `${count}.0`,
  (count: number) => `${count},0`,
  (count: number) => `${(count / 10).toLocaleString('en-US')}K`,
  (count: number) => `${(count / 10).toLocaleString('de-DE')}K`,
];
/** Written by one program, and now and then by two. */
const column = fc
  .tuple(
    fc.array(whole, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(...writers),
    fc.constantFrom(...writers),
    fc.nat(9),
  )
  .map(([counts, write, other, lot]) =>
    counts.map((count, at) => (lot === 0 && at % 3 === 1 ? other(count) : write(count))),
  );
const columns = fc.tuple(column, column, column);

const LOCALES = ['en-US', 'de-DE'] as const;

/** A number written in a locale, if formatting it again by Intl gives the same; undefined otherwise. */
function numberIn(locale: (typeof LOCALES)[number], written: string): number | undefined {
  const spaced = /^\d{1,3}([ \u00a0\u202f]\d{3})+$/.test(written);
  if (spaced || /^\d+$/.test(written)) return Number(written.replace(/\D/g, ''));
  const suffix = written.endsWith('K') ? 'K' : '';
  const mantissa = written.slice(0, written.length - suffix.length);
  const [group, decimal] = locale === 'en-US' ? [',', '.'] : ['.', ','];
  const value = Number(mantissa.replaceAll(group, '').replace(decimal, '.'));
  if (Number.isNaN(value)) return undefined;
  const fraction = mantissa.split(decimal)[1]?.length ?? 0;
  const isRoundTrip = [true, false].some(
    (useGrouping) =>
      value.toLocaleString(locale, {
        useGrouping,
        minimumFractionDigits: fraction,
        maximumFractionDigits: fraction,
      }) === mantissa,
  );
  return isRoundTrip ? (suffix === 'K' ? Math.round(value * 1_000 * 1_000) / 1_000 : value) : undefined;
}

/** The counts of a column: null where a cell is blank, `none` where it is no count or cannot be decided. */
function readIndependently(written: readonly string[], delimiter: string): (number | null | 'none')[] {
  const asCount = (value: number | undefined) => (Number.isInteger(value) ? value : undefined);
  const cells = written.map((cell) => ({
    suffix: cell.endsWith('K'),
    en: numberIn('en-US', cell),
    de: numberIn('de-DE', cell),
  }));
  const votes = cells.map(({ en, de }) => {
    if ((en === undefined) !== (de === undefined)) return en === undefined ? 'de' : 'en';
    if (asCount(en) === undefined && asCount(de) === undefined) return 'either';
    if (asCount(de) === undefined) return 'en';
    if (asCount(en) === undefined) return 'de';
    return en === de ? 'either' : 'both';
  });
  const count = (vote: string) => votes.filter((one) => one === vote).length;
  const disputed = cells.filter((_, at) => votes[at] === 'both');
  let format: 'en' | 'de' | undefined;
  if (disputed.length === 0) format = count('de') > count('en') ? 'de' : 'en';
  else if (count('en') === 0 && count('de') > 0) format = 'de';
  else if (count('de') === 0 && count('en') > 0) format = 'en';
  else if (count('de') === 0) {
    const isThousands = (one: 'en' | 'de', other: 'en' | 'de') =>
      disputed.every((cell) => !cell.suffix && (cell[one] ?? 0) > (cell[other] ?? 0));
    if (delimiter === ',' && isThousands('en', 'de')) format = 'en';
    if (delimiter === ';' && isThousands('de', 'en')) format = 'de';
  }
  return cells.map((cell, at) => {
    if (format !== undefined) return asCount(cell[format]) ?? 'none';
    if (votes[at] === 'both') return 'none';
    return asCount(cell.en) ?? asCount(cell.de) ?? 'none';
  });
}
