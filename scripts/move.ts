import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { prepareJobTables, readJobTables } from '../src/platform/jobs/index.ts';
import { writeBackup } from '../src/platform/storage/backup/write-backup.ts';
import { onDatabase, onEmptyDatabase } from './backup/open-database.ts';
import { restoreInto } from './backup/restore-into.ts';
import { runCommand } from './backup/run-command.ts';

await new Command('npm run move --')
  .description(
    'Takes the embedded database in DATA_DIR to an empty PostgreSQL. The embedded one stays as it is.',
  )
  .requiredOption('--to <address>', 'where to: postgresql://user:password@host:5432/database')
  .action(({ to }: { to: string }) => runCommand(() => move(to)))
  .parseAsync();

async function move(to: string): Promise<void> {
  // Checked as the setting would be, and not taken for the source.
  const { databaseUrl } = readConfig({ DATABASE_URL: to });
  const config = { ...readConfig(), databaseUrl: undefined };
  await onDatabase(config, async (source) => {
    await prepareJobTables(source);
    await onEmptyDatabase({ ...config, databaseUrl, databaseDirectUrl: undefined }, (target) =>
      writeBackup(source, readJobTables, async (text) => {
        await restoreInto(target, text, { say: console.log, keepsSessions: true, resumes: true });
      }),
    );
  });
  console.log(
    `Everything of ${config.dataDir} is in the PostgreSQL now: every count and checksum is the same. Set DATABASE_URL to it and start the server. Do not start one on ${config.dataDir} again: what is queued would be done twice.`,
  );
}
