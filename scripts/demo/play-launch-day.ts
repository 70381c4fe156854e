import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { createDice } from '../bench/random.ts';
import { addUp, type DemoEvent, eventsBetween } from './launch-day.ts';

const HOURS = { from: 7, to: 24 } as const;
/** How many times a second something happens, and is sent. */
const STEPS_A_SECOND = 2;
/** A line is told for so many hours of the day. */
const TOLD_EVERY_HOURS = 1;
/** Senders send again what they had no answer to: here, one request of so many. */
const SENT_TWICE = 10;
const COUNTED_WITHIN_MS = 30_000;

const Receipts = z.object({
  receipts: z.array(z.object({ status: z.string(), error: z.object({ message: z.string() }).nullable() })),
});
const Live = z.object({
  data: z.object({
    campaignMetrics: z.record(z.string(), z.unknown()),
    liveTopPerformers: z.array(
      z.object({ rank: z.number(), influencerId: z.string(), interactions: z.number() }),
    ),
  }),
});

export interface LaunchDayOptions {
  readonly url: string;
  /** How long the day takes. */
  readonly seconds: number;
  readonly token: string | undefined;
  tell(line: string): void;
}

/**
 * Plays a launch day against a server: five creators post, people look, and the numbers come back.
 * @returns whether the server shows what was sent
 */
export async function playLaunchDay({ url, seconds, token, tell }: LaunchDayOptions): Promise<boolean> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const name = `demo-${Date.now()}`;
  const campaignId = `launch-${new Date().toISOString().slice(0, 16)}`;
  const dice = createDice(7);
  const all: DemoEvent[] = [];

  const post = async (path: string, body: unknown) => {
    const response = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    if (!response.ok)
      throw new Error(`${path} was answered with ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const send = async (events: readonly DemoEvent[]) => {
    const { receipts } = Receipts.parse(await post('/events?createCampaigns=true', events));
    const refused = receipts.find(({ status }) => status !== 'ACCEPTED');
    if (refused !== undefined) throw new Error(`an event was refused: ${refused.error?.message}`);
  };
  const read = async () => {
    const answer = await post('/graphql', {
      query: `query LaunchDay($id: ID!) {
        campaignMetrics(campaignId: $id, window: TOTAL) { views likes comments shares saves clicks couponUses conversions }
        liveTopPerformers(campaignId: $id, window: TOTAL, limit: 3, rankBy: INTERACTIONS) { rank influencerId interactions }
      }`,
      variables: { id: campaignId },
    });
    return Live.parse(answer).data;
  };

  tell(`Campaign ${campaignId}: a day from ${HOURS.from}:00 to midnight in ${seconds} seconds.`);
  tell('Each line is what the server shows at that moment.\n');
  tell(' time      views    likes   clicks  conversions   who leads, by interactions');
  const steps = Math.max(1, Math.round(seconds * STEPS_A_SECOND));
  const hours = (HOURS.to - HOURS.from) / steps;
  let nextTold: number = HOURS.from + 2 * TOLD_EVERY_HOURS;
  const begunAt = performance.now();
  for (let step = 0; step < steps; step += 1) {
    const from = HOURS.from + step * hours;
    const events = eventsBetween(from, from + hours, { campaignId, name, dice });
    if (events.length > 0) {
      await send(events);
      if (step % SENT_TWICE === 0) await send(events);
      all.push(...events);
    }
    await pause(Math.max(0, begunAt + ((step + 1) * 1_000) / STEPS_A_SECOND - performance.now()));
    if (all.length > 0 && from + hours >= nextTold) {
      tell(describe(nextTold, await read()));
      nextTold += TOLD_EVERY_HOURS;
    }
  }

  const expected = addUp(all);
  const isSame = async () => {
    const { campaignMetrics } = await read();
    return [...expected].every(([field, sum]) => Number(campaignMetrics[field]) === sum);
  };
  const before = performance.now() + COUNTED_WITHIN_MS;
  let isEqual = await isSame();
  while (!isEqual && performance.now() < before) {
    await pause(100);
    isEqual = await isSame();
  }
  tell(
    `\n${all.length} events were sent, a tenth of the requests twice. ${isEqual ? 'Every sum of the server is what they add up to.' : 'The server shows OTHER sums than they add up to.'}`,
  );
  tell(`See for yourself: ${new URL(`/campaigns/${campaignId}/metrics?window=hour`, url).href}`);
  return isEqual;
}

function describe(
  hour: number,
  { campaignMetrics, liveTopPerformers }: z.output<typeof Live>['data'],
): string {
  const count = (field: string, width: number) =>
    Number(campaignMetrics[field]).toLocaleString('en-US').padStart(width);
  const leaders = liveTopPerformers.map(
    ({ rank, influencerId, interactions }) =>
      `${rank}. ${influencerId} (${interactions.toLocaleString('en-US')})`,
  );
  return `${`${hour}:00`.padStart(5)} ${count('views', 10)} ${count('likes', 8)} ${count('clicks', 8)} ${count('conversions', 12)}   ${leaders.join('  ')}`;
}
