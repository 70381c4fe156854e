import { CallerError } from '../../../errors.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { findLosses, MAX_LOSSES } from '../run/import.sql.ts';
import type { ImportRun, PublishedImport, Refusal } from '../run/import-ending.ts';
import type { ImportCounts } from '../run/outcome.ts';
import { findPostTable } from '../staging/post-tables.ts';

/** How many percent of the posts that its source has published a file may take away. */
export interface ShrinkLimit {
  readonly percent: number;
}

/**
 * Parses `50%`.
 * @throws CallerError BAD_USER_INPUT
 */
export function parseShrinkLimit(text: string): ShrinkLimit {
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1];
  if (percent !== undefined && Number(percent) <= 100) return { percent: Number(percent) };
  throw new CallerError(
    'BAD_USER_INPUT',
    `The shrink limit ${JSON.stringify(text)} is no share of the posts that were there, such as 50%.`,
    { argument: 'shrinkLimit' },
  );
}

/** Why a file that takes away more than the limit is not published, with what would have gone; null for one that does not. */
export async function refuseShrinking(
  database: Database,
  { organizationId, importId }: ImportRun,
  { limit, published, counts }: { limit: ShrinkLimit; published: PublishedImport; counts: ImportCounts },
): Promise<Refusal | null> {
  const before = published.counts.loaded;
  const gone = before - counts.loaded;
  if (gone * 100 <= limit.percent * before) return null;
  const table = await findPostTable(database, importId);
  const losses = await database.query<{ campaignId: string; gone: bigint }>(findLosses(table), [
    organizationId,
    importId,
    BigInt(published.importId),
  ]);
  const named = losses.map(({ campaignId, gone: posts }) => `${JSON.stringify(campaignId)} (${posts})`);
  const more = losses.length === MAX_LOSSES ? ', and maybe others' : '';
  const share = Math.round((gone / before) * 1_000) / 10;
  return {
    code: 'IMPORT_SHRINKS',
    message: `The file has ${counts.loaded} posts where its source has ${before}: ${gone} (${share} %) would have gone, more than the limit of ${limit.percent} %. Campaigns that would lose posts: ${named.join(', ')}${more}. Nothing was published, and the earlier data stays. If the file is right, import it with --allow-shrink, or with a larger --shrink-limit.`,
  };
}
