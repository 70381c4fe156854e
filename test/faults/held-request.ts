import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request that the server has begun to read, and whose body is still to be sent. */
export interface HeldRequest {
  write(chunk: string): void;
  /** Sends the rest of the body. */
  end(chunk?: string): void;
  readonly answer: Promise<{ readonly status: number | undefined; readonly text: string }>;
}

/** Sends the head of a POST, and resolves once the server has said that it reads it (100 Continue). */
export async function holdRequest(url: string, contentType: string): Promise<HeldRequest> {
  const sent: ClientRequest = request(url, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': contentType, expect: '100-continue' },
  });
  const answer = once(sent, 'response').then(async ([response]: IncomingMessage[]) => ({
    status: response?.statusCode,
    text: response === undefined ? '' : await text(response),
  }));
  // A test that ends early may not look at it.
  answer.catch(() => undefined);
  sent.flushHeaders();
  await once(sent, 'continue');
  return { write: (chunk) => void sent.write(chunk), end: (chunk = '') => void sent.end(chunk), answer };
}
