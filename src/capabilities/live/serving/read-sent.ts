import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { CallerError } from '../../../errors.ts';
import { detach } from '../../../platform/rest/index.ts';
import type { SentEvent } from '../intake/accept-events.ts';
import { EVENTS_AT_ONCE, portionsOf } from '../intake/intake.ts';

/** How many events one request may hold. */
export const MOST_EVENTS = 10_000;
/** Unpacked. JSON is read as a whole before the first event of it is known. */
const MOST_JSON_BYTES = 4 * 1024 * 1024;
const MOST_LINES_BYTES = 32 * 1024 * 1024;
const LONGEST_LINE_BYTES = 64 * 1024;

const JSON_TYPES = ['application/json'];
const LINE_TYPES = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
/** What a page may send to another origin without asking first, as navigator.sendBeacon does. */
const BEACON_TYPES = ['text/plain'];

export const EVENT_BODY_TYPES = [...JSON_TYPES, 'application/x-ndjson'];

/**
 * The events of a body, portion by portion: JSON, or a line each; packed by gzip, or not. No more of it is in memory than a
 * portion of lines, or the whole of a JSON body.
 * @throws CallerError UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, BAD_USER_INPUT
 */
export async function* readSent(
  request: FastifyRequest,
  { isBeacon = false }: { readonly isBeacon?: boolean } = {},
): AsyncGenerator<readonly SentEvent[]> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (LINE_TYPES.includes(type)) {
    yield* readLines(unpack(request, MOST_LINES_BYTES));
    return;
  }
  const jsonTypes = isBeacon ? [...JSON_TYPES, ...BEACON_TYPES] : JSON_TYPES;
  if (!jsonTypes.includes(type)) {
    throw new CallerError(
      { code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 },
      `The content type is ${JSON.stringify(type)}; it takes ${EVENT_BODY_TYPES.join(', ')}.`,
    );
  }
  const values = [await readJson(unpack(request, MOST_JSON_BYTES))].flat();
  if (values.length > MOST_EVENTS) throw tooMany('None of them was accepted.');
  yield* portionsOf(values);
}

/** The bytes of a body as they were before they were packed, up to a bound. */
async function* unpack({ body, headers }: FastifyRequest, mostBytes: number): AsyncGenerator<Buffer> {
  if (!(body instanceof Readable)) throw new CallerError('BAD_USER_INPUT', 'The request has no body.');
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new CallerError(
      { code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 },
      `The content encoding is ${JSON.stringify(encoding)}; it takes gzip, or none.`,
    );
  }
  const packed = detach(body);
  // Errors of either end come out of the last stream.
  const plain = encoding === 'gzip' ? pipeline(packed, createGunzip(), () => undefined) : packed;
  let bytes = 0;
  try {
    for await (const chunk of plain) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        throw new CallerError(
          { code: 'BODY_TOO_LARGE', status: 413 },
          `The body is larger than ${mostBytes / (1024 * 1024)} MB unpacked. Send less at once; a line each (application/x-ndjson), there may be more.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new CallerError(
        'BAD_USER_INPUT',
        'The body is said to be packed by gzip, and cannot be unpacked.',
      );
    }
    throw error;
  } finally {
    packed.destroy();
  }
}

async function readJson(chunks: AsyncIterable<Buffer>): Promise<unknown> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  const parsed = parseJson(Buffer.concat(read));
  if ('fault' in parsed) throw new CallerError('BAD_USER_INPUT', `The body ${parsed.fault}`);
  return parsed.value;
}

async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly SentEvent[]> {
  let portion: SentEvent[] = [];
  let count = 0;
  for await (const lines of splitLines(chunks)) {
    for (const line of lines) {
      if (line.length === 0 || line.toString().trim() === '') continue;
      count += 1;
      if (count > MOST_EVENTS) {
        if (portion.length > 0) yield portion;
        throw tooMany(`The first ${MOST_EVENTS} were taken.`);
      }
      const parsed = parseJson(line);
      portion.push('fault' in parsed ? { fault: `Line ${count} ${parsed.fault}` } : parsed);
      if (portion.length === EVENTS_AT_ONCE) {
        yield portion;
        portion = [];
      }
    }
  }
  if (portion.length > 0) yield portion;
}

/** The lines that each chunk completes. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[]> {
  let open: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes: Buffer = open.length === 0 ? chunk : Buffer.concat([open, chunk]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = bytes.indexOf('\n', start); end !== -1; end = bytes.indexOf('\n', start)) {
      lines.push(bytes.subarray(start, end));
      start = end + 1;
    }
    open = bytes.subarray(start);
    const longest = lines.reduce((length, line) => Math.max(length, line.length), open.length);
    if (longest > LONGEST_LINE_BYTES) {
      throw new CallerError(
        { code: 'BODY_TOO_LARGE', status: 413 },
        `A line is longer than ${LONGEST_LINE_BYTES / 1024} KB. Each line is one event.`,
      );
    }
    yield lines;
  }
  yield [open];
}

function parseJson(bytes: Buffer): SentEvent {
  if (!isUtf8(bytes)) return { fault: 'is not UTF-8.' };
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return { value };
  } catch (error) {
    return { fault: `is no JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}` };
  }
}

function tooMany(what: string): CallerError {
  return new CallerError(
    'BAD_USER_INPUT',
    `A request holds at most ${MOST_EVENTS} events. ${what} Send the others in another one.`,
  );
}
