import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BLANK_POST, type MeasuredPost } from '../columns/measured-post.ts';
import { copyPrefix, postCells } from '../staging/copy-text.ts';
import { findCells } from '../staging/post-copy.ts';
import { WrittenPosts } from '../staging/written-posts.ts';
import { readSums, sumUp } from './post-sums.fixture.ts';
import { NOT_REPORTED, PostSums } from './post-sums.ts';

const nasty = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', ',', '{', '}', 'é', '😀', 'N') });
const aPost = fc.record({
  campaignId: fc.oneof(fc.constantFrom('spring', '"', '\\', 'a\tb'), nasty),
  influencerId: fc.oneof(fc.constantFrom('ada', '\\N', 'NULL'), nasty),
  platform: fc.constantFrom(null, 'TIKTOK', 'X"\\'),
  postedAt: fc.constantFrom(
    null,
    '2026-03-01T23:59:59.999Z',
    '0001-01-01T00:00:00.000Z',
    '9999-12-31T00:00:00.000Z',
  ),
  views: fc.constantFrom(0, 7, 2 ** 40),
  likes: fc.constantFrom(0, 3),
  comments: fc.constantFrom(0, 2),
  shares: fc.constantFrom(0, 1),
  caption: fc.constantFrom(null, '{"not a hashtag"}\t'),
  hashtags: fc.uniqueArray(
    nasty.filter((tag) => tag !== ''),
    { maxLength: 3 },
  ),
});

function add(sums: PostSums, post: MeasuredPost, sign: 1 | -1): void {
  const line = Buffer.from(postCells(post));
  const { views, likes, comments, shares } = post;
  const counts = [views, likes, comments, shares].map((count) => count ?? NOT_REPORTED);
  const written = new WrittenPosts();
  written.push(findCells(line, 0), false, 0, Float64Array.from(counts));
  sums.addAll(line, written, sign);
}

const COUNTS = ['likes', 'comments', 'shares'] as const;
/** All posts of a file report the same counts. */
const someRows = fc.record({
  unreported: fc.subarray([...COUNTS]),
  rows: fc.array(fc.tuple(aPost, fc.boolean()), { maxLength: 40 }),
});

it.each([4, 2 ** 19])('sums are those of the posts that were not subtracted, with %d held', (maxHeld) => {
  fc.assert(
    fc.property(someRows, ({ unreported, rows }) => {
      const sums = new PostSums(copyPrefix('default', 7n), { maxHeld });
      const absent = Object.fromEntries(unreported.map((count) => [count, null]));
      const posts = rows.map(([post]): MeasuredPost => ({ ...BLANK_POST, ...post, ...absent }));
      let written = '';
      const addAndWrite = (post: MeasuredPost, sign: 1 | -1) => {
        add(sums, post, sign);
        if (sums.isFull) for (const lines of sums.writeAll()) written += lines.toString();
      };
      for (const post of posts) addAndWrite(post, 1);
      const [kept, superseded] = [
        posts.filter((_, place) => rows[place]?.[1] === true),
        posts.filter((_, place) => rows[place]?.[1] === false),
      ];
      for (const post of superseded) addAndWrite(post, -1);
      for (const lines of sums.writeAll()) written += lines.toString();
      expect(readSums(written)).toEqual(sumUp(kept));
    }),
    { numRuns: 150 },
  );
});

it('are known to be inexact when they exceed what a double represents', () => {
  const sums = new PostSums(copyPrefix('default', 7n));
  const post = { ...BLANK_POST, campaignId: 'spring', influencerId: 'ada', platform: null, postedAt: null };
  const counts = { likes: null, comments: null, shares: null, caption: null, hashtags: [] };
  add(sums, { ...post, ...counts, views: Number.MAX_SAFE_INTEGER }, 1);
  expect(sums.isExact).toBe(true);
  add(sums, { ...post, ...counts, views: 1 }, 1);
  expect(sums.isExact).toBe(false);
});
