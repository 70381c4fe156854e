import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { destination } from 'pino';
import { type Config, readConfig } from '../src/config.ts';
import { CallerError } from '../src/errors.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import { createLogger } from '../src/platform/telemetry/logging.ts';
import { checkOptions, type FileOptions, importFiles } from './etl/import-files.ts';
import { connectImporter } from './etl/importer.ts';
import { createReport } from './etl/report.ts';

const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

interface EtlOptions extends FileOptions {
  readonly organization?: string;
  readonly department?: string;
  readonly tokenFile?: string;
  readonly json: boolean;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

const program = new Command('npm run etl --')
  .description('Imports exports of what posts achieved. Importing a source again replaces its earlier rows.')
  .argument('<file...>', 'CSV files, plain, .gz or in a .zip, or .xlsx; - is standard input')
  .option('--organization <id>', 'into which organization (default: the first, or that of the token)')
  .option('--department <id>', "into which department (default: that of the source's last import, or none)")
  .option(
    '--token-file <file>',
    'the file with the API token to import with (default: MARQUEE_TOKEN, if set)',
  )
  .option('--source <name>', "what the export is about (default: the file's name)")
  .option(
    '--map <field=column>',
    'reads a field from this column: a name, or #N for the N-th; repeatable',
    collect,
    [],
  )
  .option('--set <field=value>', 'the same value of a field for every row; repeatable', collect, [])
  .option(
    '--number-format <format>',
    'en (1,234.5) or de (1.234,5), or of one field, such as views=de; repeatable (default: as the values show)',
    collect,
    [],
  )
  .option('--date-order <order>', 'dmy or mdy, of dates such as 02/01/2026 (default: as the values show)')
  .option('--sheet <sheet>', 'the name or number of the sheet of an .xlsx (default: the first)')
  .option('--encoding <name>', 'utf-8 (default), latin1, utf-16, utf-16le or utf-16be')
  .option('--delimiter <char>', 'comma, semicolon, tab or pipe (default: as the header shows)')
  .option(
    '--reject-limit <limit>',
    'publishes nothing where more rows than this are rejected: 10% or 250',
    '10%',
  )
  .option('--posts <meaning>', 'of a post in several sources, counts the latest row, or the sum', 'latest')
  .option(
    '--shrink-limit <share>',
    'publishes nothing where the file takes away more than this share of the posts that its source has',
    '50%',
  )
  .option('--allow-shrink', 'lets the file take away as much as it does', false)
  .option('--forget', "takes nothing from the source's last import: columns, formats, encoding", false)
  .option('--rejects <file>', 'writes the rejected rows as CSV, ready to correct and import again')
  .option('--dry-run', 'checks and reports, and changes nothing', false)
  .option('--json', 'prints one JSON object per file instead of the summary', false)
  .exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : WRONG_USAGE));

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
    throw new CallerError('BAD_USER_INPUT', `The token file cannot be read: ${error.message}.`);
  }
}

function explain(error: unknown, signal: AbortSignal): number {
  if (signal.aborted) {
    console.error('Stopped. Nothing was published; the earlier data stays.');
    return INTERRUPTED;
  }
  if (error instanceof CallerError) console.error(error.message);
  // A system error about a file or a folder has a message for users.
  else if (error instanceof Error && 'syscall' in error)
    console.error(`The import failed: ${error.message}.`);
  else console.error('The import failed:', error);
  return FAILED;
}
