import { CallerError } from '../../src/errors.ts';
import { ConfigError } from '../../src/platform/settings/read-settings.ts';
import { BackupError } from '../../src/platform/storage/backup/backup-format.ts';
import { MigrationError } from '../../src/platform/storage/migrate.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

/** Runs a command to its end; what its user can mend is said in a line. */
export async function runCommand(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const isExplained = [BackupError, CallerError, ConfigError, MigrationError].some(
      (kind) => error instanceof kind,
    );
    console.error(isExplained && error instanceof Error ? error.message : error);
    process.exitCode = error instanceof ConfigError ? WRONG_USAGE : FAILED;
  }
}
