import type { Delimiter } from '../columns/export-header.ts';
import type { MeasuredPost } from '../columns/measured-post.ts';
import type { Rejection } from '../quarantine/rejection.ts';
import { copyPrefix } from '../staging/copy-text.ts';
import { openExport, type ReadOptions, readExport } from './export-reader.ts';

/** The result of reading a whole export. */
export interface WholeExport {
  header: readonly string[];
  delimiter: Delimiter;
  notices: readonly string[];
  posts: MeasuredPost[];
  rejections: Rejection[];
  read: number;
  bytes: number;
}

export const PLAIN: ReadOptions = { encoding: 'utf-8', map: {}, set: {} };

/** Reads a whole export, in chunks of `chunkBytes`. */
export async function readWhole(
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  options: Partial<ReadOptions> = {},
  chunkBytes = 64 * 1024,
): Promise<WholeExport> {
  const chunks =
    typeof content === 'string'
      ? cut(Buffer.from(content), chunkBytes)
      : content instanceof Uint8Array
        ? cut(content, chunkBytes)
        : content;
  const whole: WholeExport = {
    header: [],
    delimiter: ',',
    notices: [],
    posts: [],
    rejections: [],
    read: 0,
    bytes: 0,
  };
  for await (const batch of readExport(chunks, { ...PLAIN, ...options })) {
    whole.header = batch.header;
    whole.delimiter = batch.delimiter;
    whole.notices = [...whole.notices, ...batch.notices];
    for (const post of batch.posts) whole.posts.push(post);
    for (const rejection of batch.rejections) whole.rejections.push(rejection);
    whole.read += batch.read;
    whole.bytes = batch.bytes;
  }
  return whole;
}

/** Reads a whole export as COPY lines of import 7. */
export async function readLines(
  content: Uint8Array,
  options: Partial<ReadOptions> = {},
  chunkBytes = 64 * 1024,
) {
  const opened = await openExport(cut(content, chunkBytes), { ...PLAIN, ...options });
  const lines = opened.openLines(copyPrefix('default', 7n));
  const rejections: Rejection[] = [];
  let text = '';
  let read = 0;
  for await (const batch of opened.read(lines)) {
    text += batch.lines.toString();
    rejections.push(...batch.rejections);
    read += batch.read;
  }
  let sums = '';
  for (const written of lines.sums.writeAll()) sums += written.toString();
  return { text, rejections, read, sums, suspects: lines.repeated.suspects };
}

async function* cut(content: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += chunkBytes) yield content.subarray(at, at + chunkBytes);
}
