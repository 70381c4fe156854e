import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { prepareJobTables, readJobTables } from '../src/platform/jobs/index.ts';
import { BackupError } from '../src/platform/storage/backup/backup-format.ts';
import { writeBackup } from '../src/platform/storage/backup/write-backup.ts';
import { onDatabase } from './backup/open-database.ts';
import { runCommand } from './backup/run-command.ts';

/** It has everybody's data and the hashes of their passwords. */
const OWNER_ONLY = 0o600;

await new Command('npm run backup --')
  .description('Writes everything that the database holds into a file, as it is at one moment.')
  .argument('<file>', 'where to, such as marquee.backup; it must not exist yet')
  .action((file: string) => runCommand(() => backUp(file)))
  .parseAsync();

async function backUp(file: string): Promise<void> {
  // What is written stands beside its place until it is whole.
  const unfinished = `${file}.unfinished`;
  const write = async (text: AsyncGenerator<string>) => {
    const target = createWriteStream(unfinished, { mode: OWNER_ONLY, flags: 'wx' });
    await pipeline(Readable.from(text), createGzip(), target);
  };
  if (existsSync(file)) throw new BackupError(`${file} exists already: name another file.`);
  try {
    await onDatabase(readConfig(), async (database) => {
      await prepareJobTables(database);
      await writeBackup(database, readJobTables, write);
    });
    await rename(unfinished, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      await rm(unfinished, { force: true });
    throw error;
  }
  console.log(
    `Everything is in ${file}. Keep it as secret as the database, and SECRETS_KEY with it, or beside it.`,
  );
}
