import { readFile } from 'node:fs/promises';
import { judgeLock, LockFile } from './supply-chain/judge-lock.ts';

/** Whether what the lock file brings in may be used, and needs nothing to run while it is installed. */
const lock = LockFile.parse(JSON.parse(await readFile('package-lock.json', 'utf8')));
const { packages, faults } = judgeLock(lock);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else
  console.log(
    `${packages} packages: every license is allowed, what the server runs with is pinned by hashes, and none needs an install script.`,
  );
