import type { CopyWriter, Database, Session } from '../../../platform/storage/database.ts';
import type { LineBatch } from '../reading/export-reader.ts';
import { LOCK_RUNNING } from '../run/import.sql.ts';
import { POST_SUM_COPY_COLUMNS } from '../sums/post-sums.ts';
import { CopyLines } from './copy-lines.ts';
import { copyRejectionLine, REJECTED_ROW_COPY_COLUMNS } from './copy-text.ts';
import { postTarget } from './post-tables.ts';

/** How many rejected rows are written per COPY batch. */
const SLICE_ROWS = 1_000;

/** Writes the rows of a running import into the database, where they are not visible yet. */
export interface Stage {
  write(batch: Pick<LineBatch, 'lines' | 'rejections'>): Promise<void>;
  /** Writes sums that no longer fit into memory. */
  writeSums(lines: Buffer): Promise<void>;
  /** Resolves once every row is in the database. */
  end(): Promise<void>;
  /** Stops writing. The caller purges the rows that are already in the table. */
  abort(): Promise<void>;
}

/** Opens a stage; connections are opened with the first row of each kind. */
export function openStage(database: Database, organizationId: string, importId: bigint): Stage {
  let posts: CopyWriter | undefined;
  /** The write of the last posts. */
  let written = Promise.resolve();
  let rejections: CopyWriter | undefined;
  let sums: CopyWriter | undefined;
  /** Rejections are collected: one COPY per batch would cost the embedded database more than the rows. */
  const waiting = new CopyLines();
  let waitingRows = 0;

  const guard = async (session: Session) => {
    const locked = await session.query(LOCK_RUNNING, [organizationId, importId]);
    if (locked.length === 0)
      throw new Error(`import ${importId} was presumed dead before its rows were written`);
  };
  const writePosts = async (lines: Buffer) => {
    posts ??= await database.openCopy(postTarget(importId, guard));
    // While these lines are sent, the next are read into the other buffer, which the previous write has released.
    await written;
    written = posts.write(lines);
    written.catch(() => undefined);
  };
  const writeRejections = async () => {
    if (waitingRows === 0) return;
    rejections ??= await database.openCopy({
      table: 'rejected_row',
      columns: REJECTED_ROW_COPY_COLUMNS,
      guard,
    });
    waitingRows = 0;
    await rejections.write(waiting.swapBuffers());
  };

  return {
    async write(batch) {
      if (batch.lines.length > 0) await writePosts(batch.lines);
      // Kept as bytes: a string may be a slice of a longer one, which would then stay in memory too.
      for (const rejection of batch.rejections)
        waiting.writeText(copyRejectionLine(organizationId, importId, rejection));
      waitingRows += batch.rejections.length;
      if (waitingRows >= SLICE_ROWS) await writeRejections();
    },
    async writeSums(lines) {
      sums ??= await database.openCopy({ table: 'post_sum', columns: POST_SUM_COPY_COLUMNS, guard });
      await sums.write(lines);
    },
    async end() {
      await written;
      await posts?.end();
      await writeRejections();
      await rejections?.end();
      await sums?.end();
    },
    async abort() {
      await posts?.abort();
      await rejections?.abort();
      await sums?.abort();
    },
  };
}
