import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { columnName } from '../../../platform/storage/column-name.ts';
import { FIELDS, type FieldKind, type FieldName } from '../columns/fields.ts';
import { BLANK_POST, type UnfinishedPost } from '../columns/measured-post.ts';
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

/** What the fields of each kind may hold, and the type of their columns. */
const KINDS: Readonly<Record<FieldKind, readonly [fc.Arbitrary<UnfinishedPost[FieldName]>, string]>> = {
  identifier: [maybe(nastyText), 'text'],
  platform: [maybe(nastyText), 'text'],
  instant: [maybe(fc.constantFrom('2025-05-21T09:44:45.123Z', '0001-01-01T00:00:00.000Z')), 'timestamptz'],
  count: [maybe(count), 'bigint'],
  text: [maybe(nastyText), 'text'],
  hashtags: [fc.array(nastyText, { maxLength: 5 }), 'text[]'],
  amount: [maybe(fc.constantFrom('0', '12.50', '999999999999999.999999')), 'text'],
  currency: [maybe(fc.constantFrom('EUR', 'USD')), 'text'],
};

const posts: fc.Arbitrary<UnfinishedPost> = fc
  .record(Object.fromEntries(FIELDS.map(({ name, kind }) => [name, KINDS[kind][0]])))
  .chain((fields) => fc.nat(LARGEST).map((line) => ({ ...BLANK_POST, ...fields, line })));

describe('COPY text', () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await PGlite.create({ loadDataDir: await openAsBlob(inject('pgliteSnapshot')) });
    await database.exec(`
      create schema copied; set search_path to copied;
      create table post (organization_id text, import_id bigint, line bigint,
        ${FIELDS.map(({ name, kind }) => `${columnName(name)} ${KINDS[kind][1]}`).join(', ')});
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
          const row = rows[at] ?? {};
          expect(row).toMatchObject({ organization_id: 'org\t1', import_id: 7, line: post.line });
          for (const { name, kind } of FIELDS) {
            const value = row[columnName(name)];
            const isInstant = kind === 'instant' && value !== null;
            expect(isInstant ? new Date(String(value)).toISOString() : value).toEqual(post[name]);
          }
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
