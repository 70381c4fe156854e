import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { BackupError } from '../src/platform/storage/backup/backup-format.ts';
import { describeSystemFault } from '../src/platform/system-fault.ts';
import { onEmptyDatabase } from './backup/open-database.ts';
import { restoreInto } from './backup/restore-into.ts';
import { runCommand } from './backup/run-command.ts';

await new Command('npm run restore --')
  .description('Restores a backup into an empty database: DATABASE_URL, or else a DATA_DIR without one.')
  .argument('<file>', 'a file that npm run backup has written')
  .option(
    '--resume',
    'do the work that was queued when the backup was made; by default it is put aside',
    false,
  )
  .action((file: string, { resume }: { resume: boolean }) => runCommand(() => restore(file, resume)))
  .parseAsync();

async function restore(file: string, resumes: boolean): Promise<void> {
  const restored = await onEmptyDatabase(readConfig(), (database) =>
    restoreInto(database, readText(file), { say: console.log, keepsSessions: false, resumes }),
  );
  console.log(
    `Restored ${file}, as the database was at ${restored.createdAt}: every count and checksum is the same.`,
  );
}

async function* readText(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const unzipped = source.pipe(createGunzip());
  source.once('error', (error) => unzipped.destroy(error));
  try {
    yield* unzipped;
  } catch (error) {
    throw new BackupError(
      `${file} cannot be read to its end as a backup: ${error instanceof Error ? describeSystemFault(error) : error}. Nothing was restored.`,
      { cause: error },
    );
  }
}
