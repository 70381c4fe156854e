import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench-context.ts';
import type { ServerProcess } from './children.ts';
import { percentile, show } from './figures.ts';
import { BATCH, CONNECTIONS, readLag, readMegabytes, send, timeUntilSeen } from './live-sending.ts';
import { startMarquee } from './marquee.ts';

/** A server that takes events over HTTP and counts them, with its senders on the same cores. */
export async function measureLiveServer(bench: Bench): Promise<void> {
  const { postgres, isQuick } = bench;
  const seconds = isQuick ? 10 : 60;
  const url = await postgres.createDatabase('bench_live_server');
  const server = await startMarquee({ DATABASE_URL: url, EVENTS_PER_MINUTE: '0' });
  try {
    await measureSteadily(bench, server, { on: 'PostgreSQL', perSecond: 10_000, seconds });
    await measureSingles(bench, server, isQuick ? 5 : 20);
    await measureVisible(bench, server, isQuick ? 50 : 300);
  } finally {
    await server.stop();
    await postgres.dropDatabase('bench_live_server');
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'marquee-bench-live-'));
  const embedded = await startMarquee({ DATA_DIR: dataDir, DATABASE_URL: '', EVENTS_PER_MINUTE: '0' });
  try {
    await measureSteadily(bench, embedded, { on: 'the embedded database', perSecond: 2_000, seconds });
  } finally {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Steadily {
  readonly on: string;
  /** Events, in batches of a hundred. */
  readonly perSecond: number;
  readonly seconds: number;
}

/** Whether it takes so many events a second, how its memory grows meanwhile, and how long it counts on afterwards. */
async function measureSteadily(
  { report, tell }: Bench,
  server: ServerProcess,
  { on, perSecond, seconds }: Steadily,
): Promise<void> {
  // Code is compiled and memory taken in the first seconds of any load.
  await send(server, { perSecond, seconds: 5, batch: BATCH });
  const before = await readMegabytes(server);
  const sent = await send(server, { perSecond, seconds, batch: BATCH });
  const after = await readMegabytes(server);
  const caughtUp = performance.now();
  while ((await readLag(server)) > 0) await sleep(100);
  const late = (performance.now() - caughtUp) / 1_000;
  const accepted = sent.accepted / sent.seconds;
  tell(
    `${on}: ${show(accepted)} events/s, ${sent.tooMany + sent.failed} requests refused, ${show(before)} to ${show(after)} MB, counted ${show(late)} s later`,
  );
  const load = `${show(perSecond)} events/s for ${seconds} s, ${BATCH} a request, ${on}`;
  report.figures.push(
    {
      measure: `accepted of ${load}`,
      value: `${show(accepted)} events/s`,
      beside: `${sent.tooMany + sent.failed} requests refused; answered in ${show(sent.p99)} ms (p99)`,
      figure: accepted,
      unit: 'rows/s',
      // The senders' own clock loses a request in a hundred.
      limit: { atLeast: perSecond * 0.98 },
    },
    {
      measure: `counted after the last of ${load}`,
      value: `${show(late)} s`,
      beside: '',
      figure: late * 1_000,
      unit: 'ms',
      limit: { atMost: 60_000 },
    },
    {
      measure: `memory (VmRSS) grown by ${load}`,
      value: `${show(before)} to ${show(after)} MB`,
      beside: '',
      figure: after - before,
      unit: 'MB',
      limit: null,
    },
  );
}

async function measureSingles({ report }: Bench, server: ServerProcess, seconds: number): Promise<void> {
  const sent = await send(server, { perSecond: undefined, seconds, batch: 1 });
  report.figures.push({
    measure: `accepted of requests with one event each, ${CONNECTIONS} connections, ${seconds} s`,
    value: `${show(sent.accepted / sent.seconds)} events/s`,
    beside: `answered in ${show(sent.p99)} ms (p99)`,
    figure: sent.accepted / sent.seconds,
    unit: 'rows/s',
    limit: { atLeast: 3_000 },
  });
}

/** How long it is from an event's receipt until a campaign's metrics have it, while a thousand others come in each second. */
async function measureVisible({ report }: Bench, server: ServerProcess, probes: number): Promise<void> {
  const background = send(server, { perSecond: 1_000, seconds: probes / 5 + 5, batch: BATCH });
  const times: number[] = [];
  for (let probe = 0; probe < probes; probe++) times.push(await timeUntilSeen(server, `probe-${probe}`));
  await background;
  for (const [name, share, limit] of [
    ['p50', 0.5, null],
    ['p99', 0.99, { atMost: 300 }],
  ] as const) {
    report.figures.push({
      measure: `from an event's receipt until it is seen, ${name} of ${probes}, 1,000 events/s beside it`,
      value: `${show(percentile(times, share))} ms`,
      beside: '',
      figure: percentile(times, share),
      unit: 'ms',
      limit,
    });
  }
}
