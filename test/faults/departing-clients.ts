import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends a GraphQL operation, and hangs up so many milliseconds after the server has begun to read it, whatever has come
 * by then.
 */
export async function askAndLeave(
  url: string,
  { query, accept, milliseconds }: { query: string; accept: string; milliseconds: number },
): Promise<void> {
  const sent = request(url, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', accept, expect: '100-continue' },
  });
  // Hanging up is an error to whoever sends.
  sent.on('error', () => undefined);
  sent.on('response', (response) => response.on('error', () => undefined).resume());
  const closed = new Promise((resolve) => sent.once('close', resolve));
  const begun = new Promise((resolve) => sent.once('continue', resolve));
  sent.flushHeaders();
  await Promise.race([begun, closed]);
  sent.end(JSON.stringify({ query }));
  await sleep(milliseconds);
  sent.destroy();
  await closed;
}
