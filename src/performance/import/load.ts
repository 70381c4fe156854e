import type { Database } from '../../storage/database.ts';
import type { ExportBatch } from './export-reader.ts';
import type { ImportRun } from './import-ending.ts';
import type { ImportRequest } from './import-request.ts';
import { openStage } from './stage.ts';

/** A file that has been opened: its first batch, which had to be read to see the header, and the rest. */
export interface Loading {
  readonly database: Database;
  readonly request: ImportRequest;
  readonly run: ImportRun;
  readonly first: IteratorResult<ExportBatch, void>;
  readonly batches: AsyncGenerator<ExportBatch, void>;
}

/** Stages every row and every rejection of a file; resolves once they are in the database. */
export async function loadRows({ database, request, run, first, batches }: Loading): Promise<void> {
  const stage = openStage(database, run.organizationId, run.importId);
  try {
    for (let next = first; next.done !== true; next = await batches.next()) {
      request.signal?.throwIfAborted();
      const batch = next.value;
      run.tally.add(batch);
      await stage.write(batch);
      for (const notice of batch.notices) request.onNotice?.(notice);
      if (next === first || batch.rejections.length > 0) await request.onRejections?.(batch);
      const { read, rejected } = run.tally.counts(0);
      request.onProgress?.({ read, rejected, bytes: run.meter.bytes() });
    }
    request.signal?.throwIfAborted();
    await stage.end();
  } catch (error) {
    await stage.abort();
    throw error;
  }
}
