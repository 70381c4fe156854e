import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The page is built before any test looks at it, unless it is there already as its sources say. */
export default function setup(): void {
  const script = fileURLToPath(new URL('../scripts/build-console.ts', import.meta.url));
  execFileSync(process.execPath, ['--import', 'tsx', script, '--if-stale'], { stdio: 'inherit' });
}
