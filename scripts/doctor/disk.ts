import { statfs } from 'node:fs/promises';
import type { Finding } from './finding.ts';

const MEGABYTE = 1_000_000;
/** PGlite needs some 60 MB to begin, and as much again as an export for a time while it is replaced. */
const FAULT_BELOW_BYTES = 200 * MEGABYTE;
const WARN_BELOW_BYTES = 2_000 * MEGABYTE;

/** @param folder one that exists, on the disk that is asked for */
export async function checkDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  return judgeSpace(bavail * bsize, folder);
}

export function judgeSpace(freeBytes: number, folder: string): Finding {
  const message = `${Math.floor(freeBytes / MEGABYTE).toLocaleString('en')} MB are free at ${folder}`;
  if (freeBytes >= WARN_BELOW_BYTES) return { part: 'disk', state: 'ok', message };
  return {
    part: 'disk',
    state: freeBytes < FAULT_BELOW_BYTES ? 'fault' : 'warn',
    message: `Only ${message}.`,
    remedy:
      'Free some space, or set DATA_DIR to a folder on another disk (move its contents while no server runs).',
  };
}
