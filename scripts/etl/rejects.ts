import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { type RejectedBatch } from '../../src/performance/import/import-request.ts';
import { type Rejection } from '../../src/performance/import/rejection.ts';
import { writeRejectsFile } from '../../src/performance/import/rejects-file.ts';

/** A file that takes rejected rows as they come. */
export interface RejectsSink {
  write(batch: RejectedBatch): Promise<void>;
  /** Resolves once the file is complete. */
  close(): Promise<void>;
}

/** Opens the file with the first batch, whose header it needs. */
export function openRejectsFile(path: string): RejectsSink {
  const rows = new PassThrough({ objectMode: true });
  let writing: Promise<void> | undefined;
  return {
    async write({ rejections, header, delimiter }) {
      writing ??= writeRejectsFile(readRows(rows), createWriteStream(path), { header, delimiter });
      for (const rejection of rejections)
        if (!rows.write(rejection)) await Promise.race([once(rows, 'drain'), writing]);
    },
    async close() {
      rows.end();
      await writing;
    },
  };
}

async function* readRows(rows: PassThrough): AsyncGenerator<Rejection> {
  for await (const row of rows) yield row;
}
