import { basename, relative, resolve } from 'node:path';
import {
  checkSource,
  type ImportOutcome,
  importFile,
  parseImportOptions,
} from '../../src/capabilities/imports/contract.ts';
import { CallerError } from '../../src/errors.ts';
import type { Importer } from './importer.ts';
import { openRejectsFile, type RejectsSink } from './rejects.ts';
import type { Report } from './report.ts';

/** The options for the files. */
export interface FileOptions {
  readonly source?: string;
  readonly map: readonly string[];
  readonly set: readonly string[];
  readonly numberFormat: readonly string[];
  readonly dateOrder?: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly rejectLimit: string;
  readonly posts: string;
  readonly forget: boolean;
  readonly shrinkLimit: string;
  readonly allowShrink: boolean;
  readonly rejects?: string;
  readonly dryRun: boolean;
}

export interface EtlJob {
  readonly paths: readonly string[];
  readonly options: FileOptions;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Checks the options before anything is opened.
 * @throws CallerError BAD_USER_INPUT
 */
export function checkOptions(paths: readonly string[], options: FileOptions): void {
  const { source, rejects } = options;
  if (paths.length > 1 && (source !== undefined || rejects !== undefined)) {
    throw new CallerError(
      'BAD_USER_INPUT',
      '--source and --rejects are for one file: import the files one by one.',
    );
  }
  requireDistinctSources(paths);
  if (source !== undefined) checkSource(source);
  parseImportOptions(options);
}

/** Two files under one source would replace each other. */
function requireDistinctSources(paths: readonly string[]): void {
  const bySource = new Map<string, string>();
  for (const path of paths) {
    const source = path === '-' ? 'stdin' : basename(path);
    const other = bySource.get(source);
    if (other !== undefined && (path === '-' || resolve(other) !== resolve(path))) {
      const own =
        path === '-'
          ? 'NAME'
          : relative('.', resolve(path))
              .replace(/^(\.\.[/\\])+/, '')
              .replaceAll(/[/\\]/g, '-');
      throw new CallerError(
        { code: 'SOURCE_AMBIGUOUS', status: 422 },
        `${other} and ${path} are both named ${JSON.stringify(source)}: the second would replace the first (SOURCE_AMBIGUOUS). Nothing was read. Import them one by one, the second with a source of its own: ${path} --source ${own}`,
      );
    }
    bySource.set(source, path);
  }
}

/**
 * Imports files one after the other; one that fails keeps none of the others from being tried.
 * @returns whether all of them were published, unchanged, or checked
 * @throws CallerError STOPPED or OUTCOME_UNKNOWN where the signal came
 */
export async function importFiles(
  importer: Importer,
  { paths, options, report, signal }: EtlJob,
): Promise<boolean> {
  let allSucceeded = true;
  for (const path of paths) {
    try {
      allSucceeded = (await importOne(importer, path, { options, report, signal })) && allSucceeded;
    } catch (error) {
      if (signal.aborted) throw stopped(path, error);
      if (!(error instanceof CallerError) || error.code === 'UNAVAILABLE') throw error;
      report.fail(path, error, paths.length > 1);
      allSucceeded = false;
    }
  }
  return allSucceeded;
}

/** What is to be said of the file at which somebody stopped: those before it were published or not, as was said. */
function stopped(path: string, cause: unknown): CallerError {
  if (cause instanceof CallerError && cause.code === 'OUTCOME_UNKNOWN') return cause;
  return new CallerError(
    { code: 'STOPPED', status: 503 },
    `Stopped. Nothing of ${path} was published; what it brought before stays.`,
  );
}

/** @returns whether it was published, unchanged, or checked */
async function importOne(
  importer: Importer,
  path: string,
  { options, report, signal }: Omit<EtlJob, 'paths'>,
): Promise<boolean> {
  const { source, rejects, dryRun } = options;
  const file = await importFile(path, source);
  const sink = rejects === undefined ? undefined : await openRejectsFile(rejects, path);
  report.begin(file.source, file.size);
  const outcome = await runAndClose(sink, () =>
    importer.run(
      { file, texts: options, isDryRun: dryRun, signal },
      {
        onWait: (reason) =>
          report.tell(
            reason === 'SOURCE'
              ? `Waiting: another import of ${file.source} is running.`
              : 'Waiting: the server is already reading as many files as it can.',
          ),
        onNotice: report.tell,
        onProgress: report.progress,
        ...(sink === undefined ? {} : { onRejections: sink.write }),
      },
    ),
  );
  report.end(outcome, rejects);
  return outcome.status !== 'REJECTED';
}

async function runAndClose(
  sink: RejectsSink | undefined,
  run: () => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  try {
    return await run();
  } finally {
    await sink?.close();
  }
}
