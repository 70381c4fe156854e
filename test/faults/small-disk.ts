import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this process may mount a disk: tests that need one skip where it may not, and say so. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk of a test's own. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all room but this. */
  fill(leaveBytes: number): void;
  /** Gives the room back. */
  clear(): void;
  remove(): void;
}

/** Mounts a disk of this size, which lies in memory. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'marquee-test', folder]);
  const filler = join(folder, 'filler');
  const clear = () => rmSync(filler, { force: true });
  return {
    folder,
    clear,
    fill(leaveBytes) {
      clear();
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
    },
    remove() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
