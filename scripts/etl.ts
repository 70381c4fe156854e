import { readFileSync } from 'node:fs';
import { destination } from 'pino';
import { type Config, readConfig } from '../src/config.ts';
import { CallerError } from '../src/errors.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import { describeSystemFault } from '../src/platform/system-fault.ts';
import { createLogger } from '../src/platform/telemetry/logging.ts';
import { createCommand, type EtlOptions } from './etl/command.ts';
import { checkOptions, importFiles } from './etl/import-files.ts';
import { connectImporter } from './etl/importer.ts';
import { createReport } from './etl/report.ts';
import { explainFailure } from './explain-failure.ts';

const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

const program = createCommand().exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : WRONG_USAGE));

await main();

async function main(): Promise<void> {
  program.parse();
  const options = program.opts<EtlOptions>();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const report = createReport({ isJson: options.json, isTerminal: process.stderr.isTTY === true });
  try {
    const { config, token } = readUsage(options);
    const { organization: organizationId, department: departmentId } = options;
    const logLevel = config.logLevel === 'info' ? 'warn' : config.logLevel;
    // Standard output is for the summary.
    const logger = await createLogger({ ...config, logLevel }, destination({ dest: 2, sync: true }));
    const importer = await connectImporter(config, {
      logger,
      signal: stop.signal,
      report,
      as: { organizationId, departmentId, token },
    });
    try {
      const job = { paths: program.args, options, report, signal: stop.signal };
      process.exitCode = (await importFiles(importer, job)) ? 0 : FAILED;
    } finally {
      await importer.close();
    }
  } catch (error) {
    report.close();
    process.exitCode = explain(error, stop.signal);
  }
}

/** Checks the command line and the environment before anything is opened. */
function readUsage(options: EtlOptions): { readonly config: Config; readonly token: string | undefined } {
  try {
    checkOptions(program.args, options);
    const config = readConfig();
    return { config, token: readToken(options) ?? config.commandToken };
  } catch (error) {
    if (!(error instanceof CallerError || error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(WRONG_USAGE);
  }
}

/** @throws CallerError BAD_USER_INPUT where the file cannot be read, or is empty */
function readToken({ tokenFile }: EtlOptions): string | undefined {
  if (tokenFile === undefined) return undefined;
  const token = readTextFile(tokenFile).trim();
  if (token !== '') return token;
  throw new CallerError('BAD_USER_INPUT', `The token file ${tokenFile} is empty.`);
}

function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CallerError(
      'BAD_USER_INPUT',
      `The token file cannot be read: ${path}: ${describeSystemFault(error)}.`,
    );
  }
}

function explain(error: unknown, signal: AbortSignal): number {
  if (signal.aborted) {
    console.error(error instanceof CallerError ? error.message : 'Stopped. Nothing was read.');
    return INTERRUPTED;
  }
  console.error(explainFailure(error));
  return FAILED;
}
