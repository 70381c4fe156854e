import type { Database } from '../../../platform/storage/database.ts';
import { normalizeName } from '../columns/column-synonyms.ts';
import type { ExportFile } from '../reading/export-file.ts';
import { findCommonPost } from '../run/import.sql.ts';
import type { ImportRun, PublishedImport, Refusal } from '../run/import-ending.ts';
import { findPostTable } from '../staging/post-tables.ts';

/**
 * Why a file is not published that seems to be another one of the same name: nobody named its source, it comes from another
 * folder, or nobody knows from where, it has other columns, and no post in common with what it would replace. null otherwise.
 */
export async function refuseOtherFile(
  database: Database,
  { organizationId, importId }: ImportRun,
  { file, header, published }: { file: ExportFile; header: readonly string[]; published: PublishedImport },
): Promise<Refusal | null> {
  const { source, origin = null, isSourceGuessed = false } = file;
  if (!isSourceGuessed || (origin !== null && origin === published.origin)) return null;
  if (hasSameColumns(header, published.header)) return null;
  const [table, earlier] = [
    await findPostTable(database, importId),
    await findPostTable(database, BigInt(published.importId)),
  ];
  const common = await database.query(findCommonPost(table, earlier), [
    organizationId,
    importId,
    BigInt(published.importId),
  ]);
  if (common.length > 0) return null;
  const name = JSON.stringify(source);
  return {
    code: 'SOURCE_AMBIGUOUS',
    message: `${name} was imported before, from elsewhere, with other columns, and none of its posts is in this file: it seems to be another file of the same name. Nothing was published, and the earlier data stays. Give this one a name of its own with --source NAME, or say --source ${name} to replace the earlier one.`,
  };
}

function hasSameColumns(left: readonly string[], right: readonly string[]): boolean {
  const sorted = (names: readonly string[]) => JSON.stringify(names.map(normalizeName).sort());
  return sorted(left) === sorted(right);
}
