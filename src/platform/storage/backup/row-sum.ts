import { createHash } from 'node:crypto';

/** What tells the rows of a table from others: how many they are, and what their hashes add up to, in whatever order. */
export interface RowSum {
  readonly rows: number;
  readonly checksum: string;
}

/** Adds rows up. */
export interface RowSums {
  add(line: string): void;
  sum(): RowSum;
}

export function createRowSums(): RowSums {
  let rows = 0;
  let total = 0n;
  return {
    add(line) {
      rows += 1;
      total = BigInt.asUintN(
        128,
        total + BigInt(`0x${createHash('sha256').update(line).digest('hex').slice(0, 32)}`),
      );
    },
    sum: () => ({ rows, checksum: total.toString(16) }),
  };
}
