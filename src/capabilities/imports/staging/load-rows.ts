import type { Database } from '../../../platform/storage/database.ts';
import type { OpenExport } from '../reading/export-reader.ts';
import type { ProgressRecord } from '../record/import-progress.ts';
import type { ImportRun } from '../run/import-ending.ts';
import type { ImportRequest } from '../run/import-request.ts';
import { createHeldStore } from './held-store.ts';
import type { PostLines } from './post-copy.ts';
import { openStage } from './stage.ts';

/** A file whose header has been read, and the buffer for its posts. */
export interface Loading {
  readonly database: Database;
  readonly request: ImportRequest;
  readonly run: ImportRun;
  readonly opened: OpenExport;
  readonly lines: PostLines;
  readonly progress: ProgressRecord;
}

/** Stages every row and every rejection of a file; resolves once they are in the database. */
export async function loadRows({ database, request, run, opened, lines, progress }: Loading): Promise<void> {
  const held = createHeldStore(database, run);
  const stage = openStage(database, run.organizationId, run.importId);
  const { header, delimiter } = opened;
  const importId = request.isDryRun ? null : String(run.importId);
  try {
    for (const notice of opened.notices) request.onNotice?.(notice);
    let isFirst = true;
    for await (const batch of opened.read(lines, held)) {
      request.signal?.throwIfAborted();
      run.tally.add(batch);
      run.examples.add(batch.rejections);
      await stage.write(batch);
      if (lines.sums.isFull) for (const sums of lines.sums.writeAll()) await stage.writeSums(sums);
      const { rejections } = batch;
      if (isFirst || rejections.length > 0)
        await request.onRejections?.({ importId, header, delimiter, rejections });
      isFirst = false;
      const { read, rejected } = run.tally.counts(0);
      request.onProgress?.({ read, rejected, bytes: run.meter.bytes() });
      await progress.tell();
    }
    request.signal?.throwIfAborted();
    for (const notice of opened.describeSkipped()) request.onNotice?.(notice);
    await stage.end();
    await held.clear();
  } catch (error) {
    await stage.abort();
    throw error;
  }
}
