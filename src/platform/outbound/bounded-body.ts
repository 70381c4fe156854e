import { OutboundError } from './outbound-error.ts';

/** What is read of an answer, however it is compressed: the bytes count that come out. @throws OutboundError TOO_LARGE */
export async function readBoundedBody(
  answer: {
    readonly headers: { get(name: string): string | null };
    readonly body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null;
  },
  host: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const { body } = answer;
  if (body === null) return new Uint8Array();
  if (Number(answer.headers.get('content-length') ?? 0) > maxBytes) {
    await body.cancel();
    throw tooLarge(host, maxBytes);
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream, and with it the connection.
  for await (const piece of body) {
    size += piece.byteLength;
    if (size > maxBytes) throw tooLarge(host, maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

function tooLarge(host: string, maxBytes: number): OutboundError {
  return new OutboundError('TOO_LARGE', `The response of ${host} is longer than ${maxBytes} bytes.`);
}
