import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { COUNT_COLUMNS, EVENT_KINDS, type EventKind } from '../../../src/capabilities/live/event/event.ts';
import { parseMetric } from '../prometheus-text.ts';
import { BUCKETS, CAMPAIGNS, keyOf, type Reference } from './events.ts';

const FIELDS: Readonly<Record<EventKind, string>> = { ...COUNT_COLUMNS, COUPON: 'couponUses' };
const SELECTED = Object.values(FIELDS).join(' ');
const ALL_WITHIN_MS = 120_000;
const LOOK_AGAIN_MS = 200;

const Counts = z.record(z.string(), z.union([z.number(), z.string()]));
const Answer = z.object({ data: z.record(z.string(), z.unknown()) });

/** Waits until everything that was accepted is counted or put aside. @throws after two minutes */
export async function waitUntilCounted(url: string): Promise<void> {
  const before = performance.now() + ALL_WITHIN_MS;
  let left = '';
  while (performance.now() < before) {
    const response = await fetch(`${url}/metrics`);
    const metrics = await response.text();
    const waiting = parseMetric(metrics, 'marquee_live_events_waiting');
    const retrying = parseMetric(metrics, 'marquee_live_failed_events{state="retrying"}');
    if (waiting === 0 && retrying === 0) return;
    left = `${waiting} events wait, ${retrying} are tried again`;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error(`not everything was counted within two minutes: ${left}`);
}

/** Where what a server shows is not what was sent: totals by creator, days, hours and minutes by campaign, and dead letters. */
export async function findDifferences(url: string, reference: Reference): Promise<string[]> {
  const differences: string[] = [];
  const compare = (what: string, shown: number, expected: number) => {
    if (shown !== expected) differences.push(`${what}: ${shown}, expected ${expected}`);
  };
  for (let number = 0; number < CAMPAIGNS; number += 1) {
    const campaignId = `campaign-${number}`;
    const { performers, ...timelines } = await readCampaign(url, campaignId);
    for (const creator of performers) {
      for (const kind of EVENT_KINDS) {
        const key = keyOf(campaignId, String(creator.influencerId), kind);
        compare(key, Number(creator[FIELDS[kind]]), reference.totals.get(key) ?? 0);
      }
    }
    const shown = new Set(performers.map(({ influencerId }) => String(influencerId)));
    for (const [key, sum] of reference.totals) {
      const [campaign, creator = ''] = key.split('/');
      if (campaign === campaignId && !shown.has(creator)) compare(key, 0, sum);
    }
    for (const [bucket, periods] of Object.entries(timelines)) {
      for (const kind of EVENT_KINDS) {
        const key = keyOf(campaignId, bucket, kind);
        const sum = periods.reduce((all, period) => all + Number(period[FIELDS[kind]]), 0);
        compare(key, sum, reference.timelines.get(key) ?? 0);
      }
    }
  }
  compare('dead letters', await countDeadLetters(url), reference.lateCount);
  return differences;
}

async function readCampaign(url: string, campaignId: string) {
  const from = new Date(Date.now() - BUCKETS.DAY).toISOString();
  const timelines = Object.keys(BUCKETS).map(
    (bucket) =>
      `${bucket}: metricsTimeline(campaignId: $id, bucket: ${bucket}, from: "${from}") { ${SELECTED} }`,
  );
  const data = await ask(
    url,
    `query ($id: ID!) {
       performers: liveTopPerformers(campaignId: $id, window: TOTAL, limit: 100, rankBy: VIEWS) { influencerId ${SELECTED} }
       ${timelines.join('\n')}
     }`,
    { id: campaignId },
  );
  const Periods = z.array(Counts);
  return z.object({ performers: Periods, DAY: Periods, HOUR: Periods, MINUTE: Periods }).parse(data);
}

async function countDeadLetters(url: string): Promise<number> {
  const data = await ask(url, '{ deadLetters { totalCount } }');
  return z.object({ deadLetters: z.object({ totalCount: z.number() }) }).parse(data).deadLetters.totalCount;
}

async function ask(url: string, query: string, variables = {}): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const answer = Answer.safeParse(JSON.parse(text));
  if (!answer.success || text.includes('"errors"'))
    throw new Error(`the graph answered: ${text.slice(0, 500)}`);
  return answer.data.data;
}
