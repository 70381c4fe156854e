import { Readable } from 'node:stream';
import { runImport } from '../src/capabilities/imports/run/import.ts';
import type { ImportRequest } from '../src/capabilities/imports/run/import-request.ts';
import type { ImportOutcome } from '../src/capabilities/imports/run/outcome.ts';
import { type Database, statement } from '../src/platform/storage/database.ts';
import { silentLogger } from './databases.ts';

/** A row of an export. A count that is undefined in every row is a column that the export does not have. */
export interface ExportRow {
  readonly campaignId: string;
  readonly influencerId: string;
  readonly views: number;
  readonly likes?: number | undefined;
  readonly comments?: number | undefined;
  readonly shares?: number | undefined;
  readonly postId?: string | undefined;
  readonly platform?: string | undefined;
  readonly postedAt?: string | undefined;
  /** Separated by spaces. */
  readonly hashtags?: string | undefined;
  readonly caption?: string | undefined;
  readonly url?: string | undefined;
}

const COLUMNS = [
  'campaignId',
  'influencerId',
  'views',
  'likes',
  'comments',
  'shares',
  'postId',
  'platform',
  'postedAt',
  'hashtags',
  'caption',
  'url',
] as const;

/** Rows as a CSV file. */
export function exportOf(rows: readonly ExportRow[]): string {
  const present = COLUMNS.filter((column) => rows.some((row) => row[column] !== undefined));
  const columns = present.length === 0 ? COLUMNS : present;
  return [columns.join(','), ...rows.map((row) => columns.map((column) => row[column] ?? '').join(','))]
    .map((line) => `${line}\n`)
    .join('');
}

/** Imports a file's content as a person would; `size: null` makes it a stream that can be read once. */
export function importExport(
  database: Database,
  content: string | Buffer,
  {
    source = 'test.csv',
    size = Buffer.byteLength(content),
    ...others
  }: Partial<ImportRequest> & { source?: string; size?: number | null } = {},
): Promise<ImportOutcome> {
  const bytes = Buffer.from(content);
  return runImport(
    { database, logger: silentLogger, now: () => performance.now() },
    {
      organizationId: 'default',
      file: { source, size, open: () => Readable.from(cut(bytes)) },
      readOptions: { encoding: 'utf-8', map: {}, set: {} },
      rejectLimit: { percent: 10 },
      isDryRun: false,
      ...others,
    },
  );
}

function* cut(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += 64 * 1024) yield bytes.subarray(from, from + 64 * 1024);
}

/** How many rows each table has. */
export async function countRows(database: Database): Promise<Readonly<Record<string, number>>> {
  const tables = [
    'import',
    'post',
    'post_sum',
    'rejected_row',
    'campaign',
    'influencer',
    'campaign_performance',
    'platform_performance',
  ];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await database.query<Record<string, number>>(
    statement('test_count_rows', `select ${counts.join(', ')}`),
  );
  return row ?? {};
}

/** Posts whose import is not the published one of its source: none may stay. */
export async function countOrphans(database: Database): Promise<number> {
  const [row] = await database.query<{ orphans: number }>(
    statement(
      'test_count_orphans',
      `select count(*)::int as orphans from post
        where not exists (select 1 from import where import.id = post.import_id and status = 'PUBLISHED')`,
    ),
  );
  return row?.orphans ?? 0;
}

/** Takes away everything that was imported. */
export function clear(database: Database): Promise<void> {
  return database.execute(
    'truncate import, post, post_sum, hidden_post, held_row, rejected_row, campaign, influencer, campaign_performance, platform_performance; update organization set last_import_id = null, platform_import_id = null',
  );
}
