import { describe, expect, it } from 'vitest';
import { openMetered } from './export-file.ts';
import { openExport } from './export-reader.ts';
import { PLAIN } from './reading.fixture.ts';

describe('a file', () => {
  it.each([
    ['is a PNG image', Buffer.from('89504e470d0a1a0a', 'hex'), /is a PNG image/],
    ['is a cut-off zip', Buffer.from('504b03040000', 'hex'), /zip/],
    ['is a damaged gzip', Buffer.from('1f8b0000000000000000', 'hex'), /gzip file is damaged/],
    ['has no column of views', Buffer.from('a,b\n1,2\n'), /header cannot be used/],
  ])('that %s is closed', async (_name, content, message) => {
    let isClosed = false;
    const readChunks = async function* () {
      try {
        yield content;
        for (let chunk = 0; chunk < 32; chunk++) yield Buffer.alloc(64 * 1_024, '1,2\n');
      } finally {
        isClosed = true;
      }
    };
    const open = () => {
      throw new Error('it is read by its chunks');
    };
    const file = { source: 'x', size: null, open, readChunks };
    await expect(openExport(openMetered(file).content, PLAIN)).rejects.toThrow(message);
    expect(isClosed).toBe(true);
  });
});
