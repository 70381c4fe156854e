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
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly rejectLimit: string;
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
  if (source !== undefined) checkSource(source);
  parseImportOptions(options);
}

/**
 * Imports files one after the other.
 * @returns whether none of them was rejected
 */
export async function importFiles(
  importer: Importer,
  { paths, options, report, signal }: EtlJob,
): Promise<boolean> {
  const { source, rejects, dryRun } = options;
  let allSucceeded = true;
  for (const path of paths) {
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
    allSucceeded &&= outcome.status !== 'REJECTED';
  }
  return allSucceeded;
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
