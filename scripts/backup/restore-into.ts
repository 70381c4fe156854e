import { voidSessions } from '../../src/capabilities/access/contract.ts';
import { cancelQueued, makeJobQueues, prepareJobTables } from '../../src/platform/jobs/index.ts';
import { type Restored, restoreBackup } from '../../src/platform/storage/backup/restore-backup.ts';
import type { Database } from '../../src/platform/storage/database.ts';

export interface Continuing {
  /** Told what was restored, a line at a time. */
  say(line: string): void;
  /** Whether people stay signed in. */
  readonly keepsSessions: boolean;
  /** Whether queued work is done. */
  readonly resumes: boolean;
}

/** Restores a backup, and says what became of sessions and queued work. */
export async function restoreInto(
  database: Database,
  text: AsyncIterable<Uint8Array | string>,
  { say, keepsSessions, resumes }: Continuing,
): Promise<Restored> {
  const said: string[] = [];
  const restored = await restoreBackup(database, text, {
    prepareJobs: prepareJobTables,
    makeQueues: makeJobQueues,
    async finish(session) {
      if (!keepsSessions)
        said.push(`${await voidSessions(session)} sessions were ended: everybody signs in again.`);
      if (!resumes)
        said.push(`${await cancelQueued(session)} queued jobs were put aside: with --resume they are done.`);
    },
  });
  for (const { schema, name, rows } of restored.tables) if (rows > 0) say(`${schema}.${name}: ${rows} rows`);
  for (const line of said) say(line);
  return restored;
}
