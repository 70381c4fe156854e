import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeasuredPost } from '../columns/fields.ts';
import type { Rejection } from '../quarantine/rejection.ts';
import { copyLine, copyRejectionLine, POST_COPY_COLUMNS, REJECTED_ROW_COPY_COLUMNS } from './copy-text.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;
const storableText = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));
const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\\', '\n', '\r', '\t', '\\N', '\\.', '"', '{', '}', ',', 'NULL', ''),
      storableText,
    ),
  )
  .map((parts) => parts.join(''));
const count = fc.nat(LARGEST);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const posts: fc.Arbitrary<MeasuredPost> = fc.record({
  line: fc.nat(LARGEST),
  campaignId: nastyText,
  influencerId: nastyText,
  postId: maybe(nastyText),
  platform: maybe(nastyText),
  postedAt: maybe(fc.constantFrom('2025-05-21T09:44:45.123Z', '0001-01-01T00:00:00.000Z')),
  views: count,
  likes: maybe(count),
  comments: maybe(count),
  shares: maybe(count),
  saves: maybe(count),
  followers: maybe(count),
  reach: maybe(count),
  caption: maybe(nastyText),
  hashtags: fc.array(nastyText, { maxLength: 5 }),
  url: maybe(nastyText),
});

describe('COPY text', () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await PGlite.create();
    await database.exec(`
      create table post (organization_id text, import_id bigint, line bigint, campaign_id text, influencer_id text,
        post_id text, platform text, posted_at timestamptz, views bigint, likes bigint, comments bigint,
        shares bigint, saves bigint, followers bigint, reach bigint, caption text, hashtags text[], url text);
      create table rejected_row (organization_id text, import_id bigint, line bigint, byte_offset bigint, raw text,
        "column" text, code text, message text);`);
  });
  afterAll(() => database.close());

  const copy = async (table: string, columns: readonly string[], lines: string) => {
    const names = columns.map((name) => `"${name}"`).join(', ');
    await database.exec(`truncate ${table}`);
    await database.query(`copy ${table} (${names}) from '/dev/blob'`, [], { blob: new Blob([lines]) });
    const { rows } = await database.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(${table}) as row from ${table} order by line`,
    );
    return rows.map(({ row }) => row);
  };

  it('brings every post into PostgreSQL as it was', async () => {
    const many = fc.uniqueArray(posts, { selector: ({ line }) => line, minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(many, async (sample) => {
        const lines = sample.map((post) => copyLine('org\t1', 7n, post)).join('');
        const rows = await copy('post', POST_COPY_COLUMNS, lines);
        const expected = sample.toSorted((a, b) => a.line - b.line);
        expect(rows).toHaveLength(expected.length);
        for (const [at, post] of expected.entries()) {
          const { posted_at: postedAt, ...row } = rows[at] ?? {};
          expect(row).toEqual({
            organization_id: 'org\t1',
            import_id: 7,
            line: post.line,
            campaign_id: post.campaignId,
            influencer_id: post.influencerId,
            post_id: post.postId,
            platform: post.platform,
            views: post.views,
            likes: post.likes,
            comments: post.comments,
            shares: post.shares,
            saves: post.saves,
            followers: post.followers,
            reach: post.reach,
            caption: post.caption,
            hashtags: post.hashtags,
            url: post.url,
          });
          expect(postedAt === null ? null : new Date(String(postedAt)).toISOString()).toBe(post.postedAt);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('brings every rejected row into PostgreSQL as it was', async () => {
    const rejection: Rejection = {
      line: 3,
      byteOffset: 5_000_000_000,
      raw: 'a\\,"b\nc\td\r"',
      column: 'Views\n(avg)',
      code: 'not_a_count',
      message: '"\\N" is not a count.',
    };
    const lines = copyRejectionLine('default', 9n, rejection);
    const [row] = await copy('rejected_row', REJECTED_ROW_COPY_COLUMNS, lines);
    expect(row).toEqual({
      organization_id: 'default',
      import_id: 9,
      line: 3,
      byte_offset: 5_000_000_000,
      raw: rejection.raw,
      column: rejection.column,
      code: rejection.code,
      message: rejection.message,
    });
  });
});
