import type { MeasuredPost } from '../columns/measured-post.ts';

type Sums = readonly (string | null)[];

/** Sums by kind, campaign, platform and key, as text like in the database. */
export type SumsByKey = ReadonlyMap<string, Sums>;

/** A reference implementation: adds up the number of posts, views, likes, comments and shares. */
export function sumUp(posts: readonly MeasuredPost[]): SumsByKey {
  const sums = new Map<string, Sums>();
  for (const post of posts) {
    const { campaignId, influencerId, platform, postedAt, hashtags } = post;
    const keys = [
      ['CREATOR', campaignId, platform, influencerId],
      ...(postedAt === null ? [] : [['DAY', campaignId, null, postedAt.slice(0, 10)]]),
      ...hashtags.flatMap((hashtag) => [
        ['HASHTAG', campaignId, platform, hashtag],
        ['HASHTAG', null, platform, hashtag],
      ]),
    ];
    const counts = [1, post.views, post.likes, post.comments, post.shares];
    const values = counts.map((count) => (count === null ? null : String(count)));
    for (const key of keys) addTo(sums, JSON.stringify(key), values);
  }
  return sums;
}

/** Parses COPY lines of post_sum and adds up the entries of each key; keys without posts are left out. */
export function readSums(lines: string): SumsByKey {
  const sums = new Map<string, Sums>();
  for (const line of lines.split('\n').filter(Boolean)) {
    const [, , , kind, campaignId, platform, keys = '', ...arrays] = line.split('\t').map(readCell);
    const columns = arrays.map((array) => readArray(array ?? ''));
    for (const [index, key] of readArray(keys ?? '').entries()) {
      addTo(
        sums,
        JSON.stringify([kind, campaignId, platform, key]),
        columns.map((column) => column[index] ?? null),
      );
    }
  }
  return new Map([...sums].filter(([, [posts]]) => posts !== '0'));
}

function addTo(sums: Map<string, Sums>, key: string, values: Sums): void {
  const before = sums.get(key);
  sums.set(
    key,
    values.map((value, index) => {
      const sum = before?.[index] ?? null;
      return value === null || sum === null ? (value ?? sum) : String(BigInt(sum) + BigInt(value));
    }),
  );
}

const UNITS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function readCell(cell: string): string | null {
  return cell === '\\N' ? null : cell.replace(/\\(.)/g, (_, unit: string) => UNITS[unit] ?? unit);
}

/** Parses an array literal whose elements are quoted, numbers or NULL. */
function readArray(literal: string): (string | null)[] {
  return [...literal.slice(1, -1).matchAll(/"((?:\\[\s\S]|[^"\\])*)"|([^,]+)/g)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return quoted.replace(/\\([\s\S])/g, '$1');
    return bare === undefined || bare === 'NULL' ? null : bare;
  });
}
