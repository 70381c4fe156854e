import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When a file, or the newest file of a folder, was last written, in milliseconds since 1970. */
export function newestChangeIn(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const times = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(0, ...times);
}
