import { Command } from 'commander';
import type { FileOptions } from './import-files.ts';

/** What the command line says. */
export interface EtlOptions extends FileOptions {
  readonly organization?: string;
  readonly department?: string;
  readonly tokenFile?: string;
  readonly json: boolean;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

/** The command line of the import. */
export function createCommand(): Command {
  return new Command('npm run etl --')
    .description(
      'Imports exports of what posts achieved. Importing a source again replaces its earlier rows.',
    )
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
    .option('--json', 'prints one JSON object per file instead of the summary', false);
}
