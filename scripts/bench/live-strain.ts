import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { z } from 'zod';
import { startConsumeProcess } from '../../test/consume-process.ts';
import { findFreePort } from '../../test/free-port.ts';
import type { Bench } from './bench-context.ts';
import { percentile, show } from './figures.ts';
import { BATCH, readLag, send, timeUntilSeen } from './live-sending.ts';
import { startMarquee } from './marquee.ts';

/** What a server of live metrics does where something is killed, or more is sent than it can take. */
export async function measureLiveStrain(bench: Bench): Promise<void> {
  await measureKilledConsumer(bench);
  await measureTwiceTheCapacity(bench);
}

/** Events are looked for at any moment before, while and after one of two consumers is killed: none may wait for long. */
async function measureKilledConsumer({ postgres, report, isQuick }: Bench): Promise<void> {
  const name = 'bench_live_killed';
  const url = await postgres.createDatabase(name);
  const server = await startMarquee({ DATABASE_URL: url, EVENTS_PER_MINUTE: '0', EVENT_CONSUMER: 'false' });
  const [killed, other] = await Promise.all([
    startConsumeProcess({ DATABASE_URL: url }),
    startConsumeProcess({ DATABASE_URL: url }),
  ]);
  try {
    const kills = isQuick ? 1 : 5;
    const times: number[] = [];
    let victim = killed;
    for (let kill = 0; kill < kills; kill++) {
      const background = send(server, { perSecond: 1_000, seconds: 15, batch: BATCH });
      const looking = Array.from({ length: 100 }, async (_, look) => {
        await sleep(look * 100);
        times.push(await timeUntilSeen(server, `killed-${kill}-${look}`));
      });
      await sleep(5_000);
      victim.signal('SIGKILL');
      await victim.exited;
      await Promise.all([background, ...looking]);
      victim = await startConsumeProcess({ DATABASE_URL: url });
    }
    victim.signal('SIGTERM');
    await victim.exited;
    report.figures.push({
      measure: `from an event's receipt until it is seen, p99 of ${times.length}, one of two consumers killed in the middle, ${kills} times`,
      value: `${show(percentile(times, 0.99))} ms`,
      beside: `longest ${show(Math.max(...times))} ms`,
      figure: percentile(times, 0.99),
      unit: 'ms',
      limit: { atMost: 2_000 },
    });
  } finally {
    other.signal('SIGTERM');
    await other.exited;
    await server.stop();
    await postgres.dropDatabase(name);
  }
}

/** Twice as much as it takes, from twenty times the connections, with its senders on the same cores. */
async function measureTwiceTheCapacity({ postgres, report, tell, isQuick }: Bench): Promise<void> {
  const name = 'bench_live_overload';
  const url = await postgres.createDatabase(name);
  const healthPort = String(await findFreePort());
  const server = await startMarquee({
    DATABASE_URL: url,
    HEALTH_PORT: healthPort,
    EVENTS_PER_MINUTE: '0',
    EVENT_LAG_LIMIT: '100000',
  });
  try {
    const seconds = isQuick ? 5 : 20;
    const capacity = await send(server, { perSecond: undefined, seconds, batch: BATCH });
    const perSecond = (2 * capacity.accepted) / capacity.seconds;
    const looks = lookAtHealth(`http://127.0.0.1:${healthPort}/readyz`);
    const looksAtPort = lookAtHealth(`${server.url}/readyz`);
    const sent = await send(server, { perSecond, seconds, batch: BATCH, connections: 400 });
    const answered = await looks.end();
    const answeredAtPort = await looksAtPort.end();
    while ((await readLag(server)) > 0) await sleep(100);
    const counted = await sumTotals(url);
    tell(`twice the capacity: ${show(perSecond)} events/s sent, ${JSON.stringify(sent)}, ${counted} counted`);
    const accepted = capacity.accepted + sent.accepted;
    report.figures.push(
      {
        measure: `health (p95, at HEALTH_PORT) while ${show(perSecond)} events/s are sent, twice what it takes, for ${seconds} s`,
        value: `${show(percentile(answered, 0.95))} ms`,
        beside: `${sent.accepted} events accepted, ${sent.tooMany} requests answered with 429, ${sent.failed} with anything else`,
        figure: percentile(answered, 0.95),
        unit: 'ms',
        limit: { atMost: 250 },
      },
      {
        measure: 'the same at PORT, behind the senders',
        value: `${show(percentile(answeredAtPort, 0.95))} ms`,
        beside: '',
        figure: percentile(answeredAtPort, 0.95),
        unit: 'ms',
        limit: null,
      },
      {
        measure: 'accepted events that are not counted',
        value: String(Math.max(0, accepted - counted)),
        beside: `${accepted} accepted`,
        figure: Math.max(0, accepted - counted),
        unit: 'times',
        limit: { atMost: 0 },
      },
    );
  } finally {
    await server.stop();
    await postgres.dropDatabase(name);
  }
}

/** What all events add up to: each counts one. */
async function sumTotals(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ sum: number }>(
    `select coalesce(sum(views + likes + comments + shares + saves + clicks + coupon_uses + conversions), 0)::float8 as sum
     from event_total`,
  );
  await client.end();
  return rows[0]?.sum ?? 0;
}

/** Asks for the server's health ten times a second, and says how many milliseconds each answer took. */
function lookAtHealth(url: string): { end(): Promise<readonly number[]> } {
  const looking = new Worker(new URL('look-at-health.mjs', import.meta.url), { workerData: { url } });
  return {
    async end() {
      looking.postMessage('end');
      const [times] = await once(looking, 'message');
      return z.array(z.number()).parse(times);
    },
  };
}
