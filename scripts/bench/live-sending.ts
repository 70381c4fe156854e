import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { z } from 'zod';
import type { ServerProcess } from './children.ts';
import { writeEvent } from './live-events.ts';

const PATH = '/events?createCampaigns=true';
const HEADERS = { 'content-type': 'application/json' };
const LOOK_AGAIN_MILLISECONDS = 5;

export const BATCH = 100;
export const CONNECTIONS = 20;

let nextEvent = 0;

export interface Load {
  /** Events; undefined: as many as it takes. */
  readonly perSecond: number | undefined;
  readonly seconds: number;
  readonly batch: number;
  readonly connections?: number;
}

export interface Sent {
  /** Events of requests that were answered with 202. */
  readonly accepted: number;
  /** Requests by what else they were answered with. */
  readonly tooMany: number;
  readonly failed: number;
  readonly seconds: number;
  /** Of the answers, in milliseconds. */
  readonly p99: number;
}

/** Sends events over HTTP, each with an id of its own. */
export async function send(
  server: ServerProcess,
  { perSecond, seconds, batch, connections = CONNECTIONS }: Load,
): Promise<Sent> {
  let tooMany = 0;
  const result = await autocannon({
    url: `${server.url}${PATH}`,
    connections,
    duration: seconds,
    ...(perSecond !== undefined && { overallRate: perSecond / batch }),
    requests: [
      {
        method: 'POST',
        path: PATH,
        headers: HEADERS,
        setupRequest: (request) => ({ ...request, body: writeBody(batch) }),
        onResponse: (status) => {
          if (status === 429) tooMany += 1;
        },
      },
    ],
  });
  return {
    accepted: result['2xx'] * batch,
    tooMany,
    failed: result.non2xx - tooMany + result.errors,
    seconds: result.duration,
    p99: result.latency.p99,
  };
}

function writeBody(batch: number): string {
  return JSON.stringify(Array.from({ length: batch }, () => writeEvent(nextEvent++)));
}

/** How long it is from the receipt of an event of this campaign until the campaign's metrics have it: milliseconds. */
export async function timeUntilSeen(server: ServerProcess, campaignId: string): Promise<number> {
  const response = await fetch(`${server.url}${PATH}`, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify({ ...writeEvent(nextEvent++), campaignId, kind: 'VIEW' }),
  });
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
  const accepted = performance.now();
  while (!(await isVisible(server, campaignId))) await sleep(LOOK_AGAIN_MILLISECONDS);
  return performance.now() - accepted;
}

const Views = z.object({ views: z.coerce.number() });

async function isVisible(server: ServerProcess, campaignId: string): Promise<boolean> {
  const response = await fetch(`${server.url}/campaigns/${campaignId}/metrics?window=TOTAL`);
  return Views.parse(await response.json()).views > 0;
}

const Lag = z.object({ data: z.object({ eventLag: z.object({ waitingCount: z.coerce.number() }) }) });

/** How many events wait to be counted. */
export async function readLag(server: ServerProcess): Promise<number> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify({ query: '{ eventLag { waitingCount } }' }),
  });
  return Lag.parse(await response.json()).data.eventLag.waitingCount;
}

/** What the process holds in memory: VmRSS. */
export async function readMegabytes({ pid }: ServerProcess): Promise<number> {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
}
