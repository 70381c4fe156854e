import type { Dice } from '../bench/random.ts';
import { pick, writeExport } from './exports.ts';
import { BRIEF, briefInput, PROGRESS } from './mix.ts';
import type { Requests } from './requests.ts';
import type { Server } from './server.ts';

const WITHIN_MS = 150;
const PIECE = 16_384;

/** One client that leaves at a random moment: of a stream, of a mutation or of an upload. */
export async function hangUpOnce(dice: Dice, server: Server, requests: Requests): Promise<void> {
  const afterMs = 1 + dice.below(WITHIN_MS);
  const kind = pick(dice, ['stream', 'mutation', 'upload']);
  if (kind === 'upload') {
    // A source of its own: nothing of it may ever be seen.
    const body = slowly(writeExport(dice, 2_000).text);
    const headers = { ...requests.headers(), 'content-type': 'text/csv' };
    const init = { method: 'POST', headers, body, duplex: 'half' as const };
    await requests.hangUp(server, `/imports?source=cut-off-${dice.below(3)}.csv`, init, afterMs);
    return;
  }
  const input = { ...briefInput(dice), refresh: dice.roll() < 0.5 };
  const [path, query, accept] =
    kind === 'stream'
      ? ['/graphql/stream', PROGRESS, 'text/event-stream']
      : ['/graphql', BRIEF, 'application/json'];
  const body = JSON.stringify({ query, variables: { input } });
  const headers = { ...requests.headers(`192.0.2.${dice.below(200)}`), accept };
  await requests.hangUp(server, path, { method: 'POST', headers, body }, afterMs);
}

/** Never comes to its end: the client leaves first. */
function slowly(text: string): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return new Promise<void>(() => undefined);
      controller.enqueue(bytes.subarray(from, from + PIECE));
      from += PIECE;
      return undefined;
    },
  });
}
