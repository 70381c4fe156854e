import { CallerError } from '../src/errors.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import { BackupError } from '../src/platform/storage/backup/backup-format.ts';
import { MigrationError } from '../src/platform/storage/migrate.ts';
import { describeSystemFault } from '../src/platform/system-fault.ts';

const EXPLAINED = [BackupError, CallerError, ConfigError, MigrationError];

/** What the user of a command can mend, as a sentence; any other fault as it is, to be shown with its stack. */
export function explainFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (EXPLAINED.some((kind) => error instanceof kind)) return error.message;
  // Of a file or a folder, the only things of the system that commands name.
  if ('syscall' in error && 'path' in error)
    return `${error.path} cannot be used: ${describeSystemFault(error)}.`;
  return error;
}
