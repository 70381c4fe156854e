import type { CopyWriter, Database, Session } from '../../../platform/storage/database.ts';
import type { LineBatch } from '../reading/export-reader.ts';
import { HOLD_RUNNING } from '../run/import.sql.ts';
import { POST_SUM_COPY_COLUMNS } from '../sums/post-sums.ts';
import { CopyLines } from './copy-lines.ts';
import { copyRejectionLine, REJECTED_ROW_COPY_COLUMNS } from './copy-text.ts';
import { postTarget } from './post-tables.ts';

/** How many rejected rows go over at once. */
const SLICE_ROWS = 1_000;

/** The rows of one running import, on their way into the database, where nobody sees them yet. */
export interface Stage {
  write(batch: Pick<LineBatch, 'lines' | 'rejections'>): Promise<void>;
  /** Takes sums that no longer fit into memory. */
  writeSums(lines: Buffer): Promise<void>;
  /** Resolves once every row is in the database. */
  end(): Promise<void>;
  /** Stops writing. What is in the table is for the caller to purge. */
  abort(): Promise<void>;
}

/** Opens a stage; the connections are made with the first row of each kind. */
export function openStage(database: Database, organizationId: string, importId: bigint): Stage {
  let posts: CopyWriter | undefined;
  /** The last posts that were handed over. */
  let written = Promise.resolve();
  let rejections: CopyWriter | undefined;
  let sums: CopyWriter | undefined;
  /** A COPY a batch would cost the embedded database more than its rows. */
  const waiting = new CopyLines();
  let waitingRows = 0;

  const guard = async (session: Session) => {
    const held = await session.query(HOLD_RUNNING, [organizationId, importId]);
    if (held.length === 0)
      throw new Error(`import ${importId} was taken for dead before its rows were written`);
  };
  const writePosts = async (lines: Buffer) => {
    posts ??= await database.openCopy(postTarget(importId, guard));
    // While these lines are on their way, the next are read, into memory that those before them have left.
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
    await rejections.write(waiting.takeInTurn());
  };

  return {
    async write(batch) {
      if (batch.lines.length > 0) await writePosts(batch.lines);
      // Kept as bytes: a text may be a part of a longer one, which then would be kept as well.
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
