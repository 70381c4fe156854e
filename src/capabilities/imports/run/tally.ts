import type { LineBatch } from '../reading/export-reader.ts';
import type { ImportCounts } from './outcome.ts';

/** Counts the rows of an import as they are read. */
export interface Tally {
  add(batch: Pick<LineBatch, 'read' | 'rejections'>): void;
  /** The counts so far, given the number of superseded rows. */
  counts(superseded: number): ImportCounts;
}

export function createTally(): Tally {
  let read = 0;
  let rejected = 0;
  const rejectedByCode: Record<string, number> = {};
  return {
    add(batch) {
      read += batch.read;
      rejected += batch.rejections.length;
      for (const { code } of batch.rejections) rejectedByCode[code] = (rejectedByCode[code] ?? 0) + 1;
    },
    counts: (superseded) => ({
      read,
      loaded: read - rejected - superseded,
      rejected,
      superseded,
      rejectedByCode: { ...rejectedByCode },
    }),
  };
}
