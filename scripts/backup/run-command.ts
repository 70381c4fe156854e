import { ConfigError } from '../../src/platform/settings/read-settings.ts';
import { explainFailure } from '../explain-failure.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

/** Runs a command to its end; what its user can mend is said in a line. */
export async function runCommand(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(explainFailure(error));
    process.exitCode = error instanceof ConfigError ? WRONG_USAGE : FAILED;
  }
}
