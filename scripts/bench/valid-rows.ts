import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { copyLine } from '../../src/performance/import/copy-text.ts';
import { readExport } from '../../src/performance/import/export-reader.ts';

/** Writes the valid rows of an export as lines of COPY's text format, all columns, for psql to load. */
export async function writeValidRows(exportPath: string, path: string): Promise<void> {
  const lines = async function* () {
    const content = createReadStream(exportPath, { highWaterMark: 256 * 1_024 });
    for await (const { posts } of readExport(content, { encoding: 'utf-8', map: {}, set: {} })) {
      yield posts.map((post) => copyLine('default', 1n, post)).join('');
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
}
