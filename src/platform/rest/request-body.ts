import { finished, PassThrough, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/**
 * Reads the rest of a body that was given up: the client's next request waits behind it on the same connection. It reads one chunk
 * per iteration of the event loop, which slows down this sender and nobody else.
 */
export async function drain(body: unknown): Promise<void> {
  if (!(body instanceof Readable) || body.readableEnded) return;
  body.unpipe();
  try {
    for await (const _chunk of body) await setImmediate();
  } catch {
    // The client is gone, and nothing waits behind its body.
  }
}

/**
 * The body as a stream that can be destroyed half read: destroying the body itself would close the connection before the
 * answer is sent.
 */
export function detach(body: Readable): Readable {
  const detached = new PassThrough();
  finished(body, { writable: false }, (error) => error && detached.destroy(error));
  return body.pipe(detached);
}
