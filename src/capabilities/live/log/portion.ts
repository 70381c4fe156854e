/** How many events of a partition are counted at once: fewer where one of them cannot be, until that one is found. */
export interface Portion {
  sizeOf(partition: number): number;
  /** A batch was counted. */
  grow(partition: number): void;
  /** A batch could not be. */
  shrink(partition: number): void;
}

/** Half as many after each failure down to one, and twice as many after each success up to `most`. */
export function createPortion(most: number): Portion {
  const sizes = new Map<number, number>();
  const sizeOf = (partition: number) => sizes.get(partition) ?? most;
  return {
    sizeOf,
    grow(partition) {
      const size = sizeOf(partition) * 2;
      if (size >= most) sizes.delete(partition);
      else sizes.set(partition, size);
    },
    shrink(partition) {
      sizes.set(partition, Math.max(1, Math.floor(sizeOf(partition) / 2)));
    },
  };
}
