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
  // Of a host with several addresses, the fault of each.
  const faults: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const sentences = faults.map((fault) => (fault instanceof Error ? explainSystemFault(fault) : undefined));
  return sentences.includes(undefined) || sentences.length === 0 ? error : [...new Set(sentences)].join('\n');
}

/** A file, a folder, or a server that the system cannot use or reach, as a sentence; undefined for what the system did not say. */
function explainSystemFault(error: Error): string | undefined {
  if (!('syscall' in error)) return undefined;
  const fault = describeSystemFault(error);
  if ('path' in error) return `${error.path} cannot be used: ${fault}.`;
  if ('address' in error && 'port' in error)
    return `${error.address}:${error.port} cannot be reached: ${fault}.`;
  if ('hostname' in error) return `${error.hostname} cannot be reached: ${fault}.`;
  return `The system refused it: ${fault}.`;
}
