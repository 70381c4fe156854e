import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../scripts/build-server.ts', import.meta.url));

/** Compiles the server and the importer, unless what is in dist/ is newer than their sources: tests start what users start. */
export function buildServer(): void {
  execFileSync(process.execPath, ['--import', 'tsx', SCRIPT], { stdio: 'inherit' });
}
