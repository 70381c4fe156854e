import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { firstRows } from '../../src/capabilities/performance/leaderboard/leaderboard.sql.ts';
import { findFreePort } from '../../test/free-port.ts';
import type { Bench } from './bench-context.ts';
import { BENCH, type ServerProcess, startServer } from './children.ts';
import { median, show } from './figures.ts';
import { startMarquee, TOP_PERFORMERS } from './marquee.ts';
import { Probe } from './probe.ts';
import { seedPerformances } from './seed.ts';

const CAMPAIGN = 'campaign-0007';
const CONNECTIONS = 50;

/** The read path beside mercurius, Apollo's own start and the bare driver; how it grows; briefs. */
export async function measureReadPath(bench: Bench): Promise<void> {
  const { postgres, tell, isQuick, report } = bench;
  const large = isQuick ? 200_000 : 1_000_000;
  if (isQuick) report.skipped.push('1M aggregates: --quick takes 200,000');
  tell(`writing ${large} aggregates`);
  const url = await postgres.createDatabase('bench_large');
  await seedPerformances(url, large);
  const marquee = await startMarquee({ DATABASE_URL: url });
  try {
    await compareCpu(bench, marquee);
    await compareThroughput(bench, marquee, url);
    const times = await compareWithDriver(bench, marquee, { url, aggregates: large });
    await measureGrowth(bench, times);
    await measureBriefs(bench, marquee);
  } finally {
    await marquee.stop();
  }
}

interface Load {
  readonly requestsPerSecond: number;
  readonly cpuMicroseconds: number;
}

async function load(
  server: ServerProcess,
  seconds: number,
  connections: number,
  token?: string,
): Promise<Load> {
  const before = await server.cpu();
  const { requests, errors, non2xx } = await autocannon({
    url: `${server.url}/graphql`,
    connections,
    duration: seconds,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: TOP_PERFORMERS, variables: { campaignId: CAMPAIGN } }),
  });
  if (errors + non2xx > 0) throw new Error(`${errors} requests failed and ${non2xx} were refused`);
  return {
    requestsPerSecond: requests.average,
    cpuMicroseconds: ((await server.cpu()) - before) / requests.total,
  };
}

async function compareCpu({ folder, hasPeers, runs, isQuick, report, tell }: Bench, marquee: ServerProcess) {
  if (!hasPeers) return;
  const answer = await ask(marquee);
  const rowsFile = join(folder, 'rows.json');
  await writeFile(rowsFile, JSON.stringify(answer.data.topPerformers));
  const peer = await startServer(join(BENCH, 'peers', 'mercurius.ts'), {
    PORT: String(await findFreePort()),
    NODE_ENV: 'production',
    BENCH_ROWS: rowsFile,
  });
  try {
    const same = await ask(peer);
    if (JSON.stringify(same) !== JSON.stringify(answer)) throw new Error('mercurius gives another answer');
    const seconds = isQuick ? 2 : 4;
    await load(marquee, 3, CONNECTIONS);
    await load(peer, 3, CONNECTIONS);
    const token = await createToken(marquee);
    const pairs: { ours: number; theirs: number; withToken: number }[] = [];
    for (let run = 0; run < runs; run++) {
      const ours = (await load(marquee, seconds, CONNECTIONS)).cpuMicroseconds;
      const withToken = (await load(marquee, seconds, CONNECTIONS, token)).cpuMicroseconds;
      const theirs = (await load(peer, seconds, CONNECTIONS)).cpuMicroseconds;
      pairs.push({ ours, theirs, withToken });
      tell(
        `CPU a request: ${show(ours)} us, with a token ${show(withToken)} us, mercurius ${show(theirs)} us`,
      );
    }
    report.figures.push({
      measure: 'CPU a topPerformers(limit: 10) request, cached, all protections on',
      value: `${show(median(pairs.map(({ ours }) => ours)))} us`,
      beside: `mercurius + graphql-jit, from memory: ${show(median(pairs.map(({ theirs }) => theirs)))} us`,
      figure: median(pairs.map(({ ours, theirs }) => ours / theirs)),
      unit: 'times',
      limit: { atMost: 1.3 },
    });
    report.figures.push({
      measure: 'the same, signed in with an API token',
      value: `${show(median(pairs.map(({ withToken }) => withToken)))} us`,
      beside: 'mercurius, which asks nobody who they are',
      figure: median(pairs.map(({ withToken, theirs }) => withToken / theirs)),
      unit: 'times',
      limit: { atMost: 1.3 },
    });
  } finally {
    await peer.stop();
  }
}

/** An API token of the owner, who everybody on this machine is while no AUTH_SECRET is set. */
async function createToken(marquee: ServerProcess): Promise<string> {
  const { data } = await ask(
    marquee,
    'mutation { createApiToken(input: { name: "benchmark", scopes: [READ] }) { token } }',
  );
  return data.createApiToken.token;
}

async function compareThroughput(
  { runs, isQuick, report, tell }: Bench,
  marquee: ServerProcess,
  url: string,
) {
  const peer = await startServer(join(BENCH, 'peers', 'apollo-standalone.ts'), {
    PORT: String(await findFreePort()),
    NODE_ENV: 'production',
    DATABASE_URL: url,
  });
  try {
    const [ours, theirs] = [await ask(marquee), await ask(peer)];
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      throw new Error('Apollo standalone gives another answer');
    const seconds = isQuick ? 2 : 4;
    await load(peer, 3, CONNECTIONS);
    const pairs: { ours: number; theirs: number }[] = [];
    for (let run = 0; run < runs; run++) {
      const pair = {
        ours: (await load(marquee, seconds, CONNECTIONS)).requestsPerSecond,
        theirs: (await load(peer, seconds, CONNECTIONS)).requestsPerSecond,
      };
      pairs.push(pair);
      tell(`requests/s: ${show(pair.ours)}, Apollo standalone ${show(pair.theirs)}`);
    }
    report.figures.push({
      measure: `requests/s of the same, ${CONNECTIONS} connections`,
      value: `${show(median(pairs.map((pair) => pair.ours)))}/s`,
      beside: `Apollo Server's standalone start, same resolver: ${show(median(pairs.map((pair) => pair.theirs)))}/s`,
      figure: median(pairs.map((pair) => pair.ours / pair.theirs)),
      unit: 'times',
      limit: { atLeast: 2.5 },
    });
  } finally {
    await peer.stop();
  }
}

async function compareWithDriver(
  bench: Bench,
  marquee: ServerProcess,
  { url, aggregates }: { url: string; aggregates: number },
): Promise<readonly number[]> {
  const { runs, report, tell } = bench;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { name, text } = firstRows('ENGAGEMENT_RATE');
  const server: number[] = [];
  const driver: number[] = [];
  const floor: number[] = [];
  const bare = await startServer(join(BENCH, 'peers', 'fastify-pg.ts'), {
    PORT: String(await findFreePort()),
    NODE_ENV: 'production',
    DATABASE_URL: url,
  });
  try {
    for (let run = 0; run < runs; run++) {
      server.push(await timeUncached(bench, marquee));
      floor.push(await timeUncached(bench, bare));
      let asked = 0;
      driver.push(
        await timeMany(bench, async () => {
          const startedAt = performance.now();
          const campaign = `campaign-${String(asked++ % 1_000).padStart(4, '0')}`;
          await client.query({ name, text, values: ['default', campaign, 0n, 10] });
          return performance.now() - startedAt;
        }),
      );
      tell(
        `uncached p50: ${show(server.at(-1) ?? 0)} ms, bare Fastify and pg ${show(floor.at(-1) ?? 0)} ms, bare pg ${show(driver.at(-1) ?? 0)} ms`,
      );
    }
  } finally {
    await client.end();
    await bare.stop();
  }
  report.figures.push({
    measure: `uncached topPerformers over HTTP, p50, ${aggregates.toLocaleString('en-US')} aggregates`,
    value: `${show(median(server))} ms`,
    beside: `the same query by pg alone: ${show(median(driver))} ms; by a bare Fastify route: ${show(median(floor))} ms`,
    figure: median(server.map((time, run) => time / (driver[run] ?? Number.NaN))),
    unit: 'times',
    limit: { atMost: 2.5 },
  });
  return server;
}

let uncachedAsked = 0;

/** Every request asks for what no request asked for before. */
async function timeUncached(bench: Bench, marquee: ServerProcess): Promise<number> {
  const probe = new Probe(marquee.url);
  try {
    return await timeMany(bench, () => {
      const turn = uncachedAsked++;
      const campaignId = `campaign-${String(turn % 10).padStart(4, '0')}`;
      return probe.time(TOP_PERFORMERS, { campaignId, minViews: 1 + Math.floor(turn / 10) });
    });
  } finally {
    probe.close();
  }
}

async function timeMany({ isQuick }: Bench, time: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let warming = 0; warming < 500; warming++) await time();
  for (let asked = 0; asked < (isQuick ? 1_000 : 3_000); asked++) times.push(await time());
  return median(times);
}

async function measureGrowth(bench: Bench, server: readonly number[]): Promise<void> {
  const { postgres, runs, report, tell } = bench;
  const few = 10_000;
  const url = await postgres.createDatabase('bench_small');
  await seedPerformances(url, few);
  const marquee = await startMarquee({ DATABASE_URL: url });
  try {
    const small: number[] = [];
    for (let run = 0; run < runs; run++) small.push(await timeUncached(bench, marquee));
    tell(`uncached p50 at ${few} aggregates: ${show(median(small))} ms`);
    report.figures.push({
      measure: `growth of that p50 from ${few.toLocaleString('en-US')} aggregates`,
      value: `${show(median(server))} ms`,
      beside: `${few.toLocaleString('en-US')} aggregates: ${show(median(small))} ms`,
      figure: median(server) / median(small),
      unit: 'times',
      limit: { atMost: 1.2 },
    });
  } finally {
    await marquee.stop();
  }
}

const BRIEF = `mutation Brief($input: GenerateBriefInput!) { generateBrief(input: $input) { __typename } }`;
const BRIEF_VARIABLES = {
  input: {
    brand: 'Acme',
    product: 'Trail Shoe',
    goal: 'AWARENESS',
    platform: 'TIKTOK',
    campaignId: CAMPAIGN,
  },
};

/** The same brief asked for again and again: the first is written, the others are found. */
async function measureBriefs(bench: Bench, marquee: ServerProcess): Promise<void> {
  const { runs, report, tell } = bench;
  const probe = new Probe(marquee.url);
  try {
    const p50: number[] = [];
    for (let run = 0; run < runs; run++)
      p50.push(await timeMany(bench, () => probe.time(BRIEF, BRIEF_VARIABLES)));
    tell(`repeated generateBrief p50: ${show(median(p50))} ms`);
    report.figures.push({
      measure: 'repeated generateBrief on the server, p50',
      value: `${show(median(p50))} ms`,
      beside: '',
      figure: median(p50),
      unit: 'ms',
      limit: { atMost: 5 },
    });
  } catch (error) {
    report.skipped.push(
      `repeated generateBrief: ${error instanceof Error ? error.message.slice(0, 300) : error}`,
    );
  } finally {
    probe.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of any shape are compared.
async function ask(server: ServerProcess, query = TOP_PERFORMERS): Promise<{ data: any }> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { campaignId: CAMPAIGN } }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of any shape are compared.
  const answer: any = await response.json();
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer;
}
