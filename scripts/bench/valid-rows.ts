import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readExport } from '../../src/capabilities/imports/reading/export-reader.ts';
import { copyLine } from '../../src/capabilities/imports/staging/copy-text.ts';

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
