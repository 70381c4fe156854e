import { Readable } from 'node:stream';
import { runImport } from '../src/capabilities/imports/run/import.ts';
import type { ImportOutcome } from '../src/capabilities/imports/run/outcome.ts';
import type { Database } from '../src/platform/storage/database.ts';
import { silentLogger } from './databases.ts';

/** A row of an export by the fields that matter to a test; a count that is left out is a blank cell of no column. */
export interface MeasuredRow {
  readonly campaignId: string;
  readonly influencerId: string;
  readonly views: number | bigint;
  readonly likes?: number | bigint;
  readonly postedAt?: string;
  readonly postId?: string;
  readonly platform?: string;
  readonly hashtags?: string;
  readonly followers?: number;
  readonly reach?: number;
}

const COLUMNS = [
  'campaignId',
  'influencerId',
  'views',
  'likes',
  'postedAt',
  'postId',
  'platform',
  'hashtags',
  'followers',
  'reach',
] as const;

/** Columns that an export has only where a row says something in them. */
const OPTIONAL: ReadonlySet<string> = new Set(['followers', 'reach']);

/** Imports rows as a source of an organization, as a person would with a file of them. */
export async function importRows(
  database: Database,
  rows: readonly MeasuredRow[],
  { source = 'test.csv', organizationId = 'default' } = {},
): Promise<ImportOutcome> {
  const columns = COLUMNS.filter(
    (column) => !OPTIONAL.has(column) || rows.some((row) => row[column] !== undefined),
  );
  const lines = rows.map((row) =>
    columns.map((column) => row[column] ?? (column === 'likes' ? 0 : '')).join(','),
  );
  const csv = [columns.join(','), ...lines].join('\n');
  return runImport(
    { database, logger: silentLogger, now: () => performance.now() },
    {
      organizationId,
      file: { source, open: () => Readable.from([Buffer.from(csv)]), size: null },
      readOptions: { encoding: 'utf-8', map: {}, set: {} },
      rejectLimit: { rows: 0 },
      isDryRun: false,
    },
  );
}
