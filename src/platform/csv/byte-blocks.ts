/** How much of a file is read at once. More than two of the longest records, so that each block brings some on. */
const BLOCK_BYTES = 256 * 1024;

/** A stretch of the file, always of the same size but the last. */
export interface ExportBlock {
  /** In memory that the next block is read into. */
  bytes: Buffer;
  isFinal: boolean;
}

/**
 * Cuts a stream of chunks into blocks of one size, so that the rest sees the same whatever the chunks were. There is
 * always a final block, if an empty one.
 */
export async function* readBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ExportBlock, undefined> {
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      if (filled === BLOCK_BYTES) {
        yield { bytes: block, isFinal: false };
        filled = 0;
      }
      const taken = chunk.subarray(from, from + BLOCK_BYTES - filled);
      block.set(taken, filled);
      filled += taken.length;
      from += taken.length;
    }
  }
  yield { bytes: block.subarray(0, filled), isFinal: true };
}
