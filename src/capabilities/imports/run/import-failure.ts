import type { Logger } from 'pino';
import { CallerError } from '../../../errors.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { explainOutage } from '../../../platform/storage/outage.ts';
import { isConnectionLost } from '../../../platform/storage/postgres/connection-lost.ts';
import { purgeImport } from '../publishing/purge.ts';
import { tooLargeSum } from '../publishing/too-large-sum.ts';
import {
  findPublished,
  type ImportEnding,
  type ImportRun,
  recordEnd,
  removeImport,
} from './import-ending.ts';

/** PostgreSQL's SQLSTATE. */
const NUMERIC_VALUE_OUT_OF_RANGE = '22003';

/**
 * Ends an import that failed, and deletes its rows. If the database is unavailable, the next import does so.
 * @returns the ending, if it was published after all and only the confirmation was lost
 * @throws the error that made it fail
 */
export async function endFailed(
  database: Database,
  run: ImportRun,
  { error, isDryRun }: { error: unknown; isDryRun: boolean },
): Promise<ImportEnding> {
  const { organizationId, importId, source } = run;
  try {
    if (isDryRun) {
      await removeImport(database, run);
      throw error;
    }
    const isAborted = error instanceof Error && error.name === 'AbortError';
    const message = isAborted
      ? 'It was stopped before it finished: nothing was published. Import the file again.'
      : 'It failed before it finished: nothing was published. Import the file again; the log of the server has the reason.';
    // A publication whose commit is still under way is waited for here: it holds the record.
    await recordEnd(database, run, {
      status: 'FAILED',
      code: null,
      message,
      fingerprint: null,
      counts: run.tally.counts(0),
    });
    const published = await findPublished(database, organizationId, source);
    if (published?.importId === String(importId)) {
      return {
        importId: published.importId,
        status: 'PUBLISHED',
        code: null,
        message: null,
        counts: published.counts,
      };
    }
    await purgeImport(database, { organizationId, id: importId });
  } catch (cause) {
    if (cause === error) throw error;
    throw new AggregateError([error, cause], 'An import failed, and its rows could not be deleted yet.');
  }
  if (!isConnectionLost(error)) throw error;
  throw new CallerError(
    'UNAVAILABLE',
    'A connection to the database was lost during the import. Nothing was published; the previous data stays. Import the file again.',
  );
}

/** Translates the failure of an import into an error that its caller can act on; other errors are bugs and stay as they are. */
export function explainFailure(logger: Logger, error: unknown): unknown {
  if (error instanceof Error && 'code' in error && error.code === NUMERIC_VALUE_OUT_OF_RANGE) {
    return tooLargeSum();
  }
  const outage = explainOutage(error);
  if (outage === undefined) return error;
  logger.error({ err: error }, 'the database failed during an import');
  if (!isConnectionLost(error)) {
    return new CallerError(
      'UNAVAILABLE',
      `${outage.message} Nothing was published: import the file again afterwards.`,
    );
  }
  return new CallerError(
    'UNAVAILABLE',
    'The database could not be reached, or the connection was lost during the import. A file is published as a whole or not at all: import it again when the database is available.',
  );
}
