import { CallerError } from '../../../errors.ts';
import type { Database, SqlValue } from '../../../platform/storage/database.ts';
import { EVERYTHING } from '../../access/contract.ts';
import { hasMoney } from '../columns/columns.ts';
import { analyzeChanged } from '../publishing/analyze.ts';
import { countOverlapping } from '../publishing/hidden-posts.ts';
import { countUncountedPlatforms } from '../publishing/platforms.ts';
import { publish } from '../publishing/publish.ts';
import { importLock, purgeSource } from '../publishing/purge.ts';
import { fingerprintFile, openMetered } from '../reading/export-file.ts';
import type { OpenExport } from '../reading/export-reader.ts';
import { createProgressRecord } from '../record/import-progress.ts';
import { refuseAmbiguous } from '../refusals/ambiguity.ts';
import { refuseShrinking } from '../refusals/shrinking.ts';
import { openRemembered } from '../source/mended-rows.ts';
import { refuseOtherFile } from '../source/same-source.ts';
import { describeTaken, explainTaken, toMemory, withMemory } from '../source/source-memory.ts';
import { copyPrefix } from '../staging/copy-text.ts';
import { loadRows } from '../staging/load-rows.ts';
import type { PostLines } from '../staging/post-copy.ts';
import { indexPublishedPosts } from '../staging/post-tables.ts';
import { supersede } from '../staging/supersede.ts';
import { sumUnsummed, writePostSums } from '../sums/write-post-sums.ts';
import { BEGIN, DELETE_OLD_QUARANTINES, ENSURE_ORGANIZATION, WRITE_REPORT } from './import.sql.ts';
import { chooseDepartment, type ImportInDepartment } from './import-department.ts';
import {
  endRejected,
  endUnchanged,
  findPublished,
  type ImportEnding,
  type ImportRun,
  type PublishedImport,
  type Refusal,
  refuseExcess,
  removeImport,
} from './import-ending.ts';
import { endFailed, explainFailure } from './import-failure.ts';
import { writeReport } from './import-report.ts';
import type { ImportDeps, ImportRequest } from './import-request.ts';
import type { ImportCounts, ImportOutcome } from './outcome.ts';
import { createRejectionExamples } from './rejection-examples.ts';
import { createTally } from './tally.ts';

/** For how many imports of a source the rejected rows are kept. */
const QUARANTINES_KEPT = 20;

/**
 * Imports one export: reads it, stages its rows, which are not visible yet, and publishes them as a replacement of the
 * source's previous rows. If it fails at any point, the previously published rows stay.
 * @throws CallerError BAD_USER_INPUT where the header cannot be used, UNAVAILABLE where the database went away; an
 *   AbortError where the signal was aborted
 */
export async function runImport(deps: ImportDeps, request: ImportRequest): Promise<ImportOutcome> {
  const { organizationId, file, signal, onWait } = request;
  const lock = { ...(onWait && { onWait: () => onWait('SOURCE') }), ...(signal && { signal }) };
  try {
    await deps.database.query(ENSURE_ORGANIZATION, [organizationId]);
    return await deps.database.withLock(importLock(organizationId, file.source), lock, () =>
      importLocked(deps, request),
    );
  } catch (error) {
    throw explainFailure(deps.logger, error);
  }
}

async function importLocked(deps: ImportDeps, request: ImportRequest): Promise<ImportOutcome> {
  const { database, now } = deps;
  const { organizationId, file } = request;
  const startedAt = now();
  await purgeSource(database, organizationId, file.source);
  const published = await findPublished(database, organizationId, file.source);
  const departmentId = chooseDepartment(request, published);
  const memory = request.usesMemory === true ? (published?.memory ?? null) : null;
  const { readOptions, taken } = withMemory(request.readOptions, memory);
  const told = describeTaken(taken);
  if (told !== null) request.onNotice?.(told);
  const remembered = { ...request, readOptions, departmentId };
  const ending =
    published !== undefined && (await isSameFile(remembered, published))
      ? endUnchanged(published)
      : await readAndEnd(deps, remembered, published).catch((error: unknown) => {
          throw explainTaken(error, told);
        });
  const { counts, columns = [], examples = [], overlapping = 0, tidySeconds = 0, ...result } = ending;
  const seconds = (now() - startedAt) / 1_000 - tidySeconds;
  const rowsPerSecond = seconds > 0 ? Math.round(counts.read / seconds) : 0;
  return {
    ...result,
    source: file.source,
    ...counts,
    examples,
    overlapping,
    columns,
    seconds,
    tidySeconds,
    rowsPerSecond,
  };
}

/** Makes the record of an import. @returns its id */
async function begin(database: Database, values: readonly SqlValue[]): Promise<bigint> {
  for (;;) {
    const [begun] = await database.query<{ id: bigint }>(BEGIN, values);
    if (begun !== undefined) return begun.id;
  }
}

/**
 * Whether a file is the published one, by size and fingerprint, before it is loaded. A caller that wants the rejected rows
 * needs the file to be read in any case.
 */
async function isSameFile(
  { file, readOptions, onRejections, signal }: ImportRequest,
  published: PublishedImport,
): Promise<boolean> {
  if (onRejections !== undefined) return false;
  if (file.size === null || BigInt(file.size) !== published.bytes) return false;
  return (await fingerprintFile(file, readOptions, signal)) === published.fingerprint;
}

async function readAndEnd(
  deps: ImportDeps,
  request: ImportInDepartment,
  published: PublishedImport | undefined,
): Promise<ImportEnding> {
  const { database, logger, now } = deps;
  const { organizationId, departmentId, file, isDryRun } = request;
  const { content, meter, whereElse } = openMetered(file, request.signal, request.readOptions.sheet);
  // An unusable header ends the run here, before it has a record.
  const mender = request.usesMemory === true ? request : null;
  const { opened, readOptions, told } = await openRemembered(
    database,
    content,
    request.readOptions,
    mender,
  ).catch(async (error: unknown) => {
    throw error instanceof CallerError ? explainTaken(error, await whereElse()) : error;
  });
  if (told !== null) request.onNotice?.(told);
  try {
    const importId = await begin(database, [
      organizationId,
      file.source,
      opened.header,
      departmentId,
      file.origin ?? null,
      request.readOptions.addsPosts === true,
      JSON.stringify(toMemory(readOptions)),
      hasMoney(opened.columns),
    ]);
    const lines = opened.openLines(copyPrefix(organizationId, importId));
    request.onBegin?.(String(importId));
    const run: ImportRun = {
      organizationId,
      importId,
      source: file.source,
      tally: createTally(),
      examples: createRejectionExamples(opened),
      meter,
    };
    const progress = createProgressRecord(database, run, now);
    try {
      await loadRows({ database, request, run, opened, lines, progress });
      const [columns, examples] = [opened.describeColumns(), run.examples.describe(run.tally.counts(0).read)];
      const report = writeReport({ columns, examples, formats: opened.decidedFormats() });
      await database.query(WRITE_REPORT, [organizationId, importId, report]);
      const ending = await endRead(deps, { ...request, readOptions }, { run, opened, lines, published });
      return { columns, examples, ...ending };
    } catch (error) {
      return await endFailed(database, run, { error, isDryRun });
    } finally {
      await progress.forget().catch((error: unknown) => {
        logger.warn(
          { err: error, source: file.source },
          'the progress of an import that ended stays written',
        );
      });
    }
  } finally {
    await opened.close();
  }
}

/** An import of which every row is staged. */
interface ReadImport {
  readonly run: ImportRun;
  readonly opened: OpenExport;
  readonly lines: PostLines;
  readonly published: PublishedImport | undefined;
}

async function endRead(
  { database, logger, now }: ImportDeps,
  request: ImportInDepartment,
  read: ReadImport,
): Promise<ImportEnding> {
  const { readOptions, isDryRun, departmentId, permissions } = request;
  const { run, lines, published } = read;
  const { organizationId, importId, source } = run;
  const fingerprint = run.meter.fingerprint(readOptions);
  if (published?.fingerprint === fingerprint) {
    await removeImport(database, run);
    return endUnchanged(published);
  }
  const counts = run.tally.counts(await supersede(database, run, lines));
  const refusal = await refuse(database, request, { ...read, counts });
  const addsPosts = readOptions.addsPosts === true;
  if (isDryRun) {
    const overlapping = refusal === null ? await checkOverlapping(database, { ...read, addsPosts }) : 0;
    await removeImport(database, run);
    if (refusal !== null) return { importId: null, status: 'REJECTED', ...refusal, counts };
    return { importId: null, status: 'CHECKED', code: null, message: null, counts, overlapping };
  }
  if (refusal !== null) return endRejected(database, run, { fingerprint, ...refusal, counts });
  await writePostSums(database, run, lines);
  const overlapping = await publish(database, {
    organizationId,
    importId,
    source,
    departmentId,
    changeable: permissions?.filter('UPDATE', 'CAMPAIGN') ?? EVERYTHING,
    visible: permissions?.filter('READ', 'CAMPAIGN') ?? EVERYTHING,
    fingerprint,
    bytes: run.meter.bytes(),
    counts,
    addsPosts,
  });
  const publishedAt = now();
  await tidyUp(database, run).catch((error: unknown) => {
    logger.warn({ err: error, source }, 'published, but the cleanup failed: the next import repeats it');
  });
  const tidySeconds = (now() - publishedAt) / 1_000;
  return {
    importId: String(importId),
    status: 'PUBLISHED',
    code: null,
    message: null,
    counts,
    overlapping,
    tidySeconds,
  };
}

/** How many posts of other sources an import that only checks has too. */
async function checkOverlapping(
  database: Database,
  { run, lines, published, addsPosts }: ReadImport & { readonly addsPosts: boolean },
): Promise<number> {
  if (addsPosts) return 0;
  await writePostSums(database, run, lines);
  const { organizationId, importId } = run;
  const replacedId = published === undefined ? null : BigInt(published.importId);
  return countOverlapping(database, { organizationId, importId, replacedId });
}

/** Why an import that was read to its end is not published; null if it is. */
async function refuse(
  database: Database,
  { file, rejectLimit, shrinkLimit = null }: ImportRequest,
  { run, opened, published, counts }: ReadImport & { counts: ImportCounts },
): Promise<Refusal | null> {
  const fault = refuseAmbiguous(opened.findAmbiguous()) ?? refuseExcess(rejectLimit, counts);
  if (fault !== null || published === undefined) return fault;
  const { header } = opened;
  const other = await refuseOtherFile(database, run, { file, header, published });
  if (other !== null || shrinkLimit === null) return other;
  return refuseShrinking(database, run, { limit: shrinkLimit, published, counts });
}

async function tidyUp(database: Database, { organizationId, source }: ImportRun): Promise<void> {
  await indexPublishedPosts(database);
  await sumUnsummed(database);
  await countUncountedPlatforms(database);
  await purgeSource(database, organizationId, source);
  await database.query(DELETE_OLD_QUARANTINES, [organizationId, source, QUARANTINES_KEPT]);
  await analyzeChanged(database);
}
