import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { SoakEvent } from './events.ts';

const Answer = z.object({
  receipts: z.array(z.object({ id: z.string().nullable(), status: z.enum(['ACCEPTED', 'REFUSED']) })),
});

const AGAIN_AFTER_MS = 100;
const ANSWERS_WITHIN_MS = 20_000;

/** How sending went. */
export interface SendTally {
  /** Events in requests, however often each was sent. */
  deliveries: number;
  /** Requests that had no receipt for each event: they were sent again. */
  failedRequests: number;
}

/**
 * Sends events until there is a receipt for each: what ends in between is sent again as a whole, for nobody knows what of it was
 * accepted.
 * @throws where an event is refused for good
 */
export async function sendUntilAccepted(
  url: string,
  events: readonly SoakEvent[],
  tally: SendTally,
): Promise<void> {
  for (;;) {
    const outcome = await sendOnce(url, events).catch((error: unknown) => describe(error));
    tally.deliveries += events.length;
    if (outcome === 'ACCEPTED') return;
    tally.failedRequests += 1;
    await pause(AGAIN_AFTER_MS);
  }
}

async function sendOnce(url: string, events: readonly SoakEvent[]): Promise<string> {
  const response = await fetch(`${url}/events?createCampaigns=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: events.map((event) => JSON.stringify(event)).join('\n'),
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
  if (response.status !== 202) {
    await response.body?.cancel();
    if (response.status === 429 || response.status >= 500) return `status ${response.status}`;
    throw new RefusedForGood(`POST /events was answered with ${response.status}`);
  }
  const { receipts } = Answer.parse(await response.json());
  const refused = receipts.find(({ status }) => status !== 'ACCEPTED');
  if (refused !== undefined || receipts.length !== events.length)
    throw new RefusedForGood(
      `${receipts.length} receipts for ${events.length} events; refused: ${refused?.id}`,
    );
  return 'ACCEPTED';
}

class RefusedForGood extends Error {}

/** @throws what does not come of a server that was killed */
function describe(error: unknown): string {
  if (error instanceof RefusedForGood || error instanceof z.ZodError) throw error;
  return String(error);
}
