import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench-context.ts';
import { runProgram } from './children.ts';
import { median, percentile, show } from './figures.ts';
import { writeExport } from './generate-export.ts';
import { ETL, readImportReport, startMarquee, TOP_PERFORMERS } from './marquee.ts';
import { probeSteadily } from './probe.ts';

/** Campaigns of the sample, which the server loads where its database is empty. */
const SAMPLE_CAMPAIGNS = ['first-light-fitness'];
const PROBES_PER_SECOND = 50;
/** More than the other requests give as minViews. */
const SEEN_VIEWS = 100;
/** Of requests whose answers nobody has asked for before. */
const UNCACHED_PER_SECOND = 10;

/** The importer on the embedded database, through the server that holds it, and what that server's readers notice. */
export async function measureEmbedded({ folder, rows, runs, report, tell }: Bench): Promise<void> {
  const exported = join(folder, 'embedded.csv');
  await writeExport(exported, rows);
  const rates: number[] = [];
  const slowest: number[] = [];
  const slowestUncached: number[] = [];
  for (let run = 0; run < runs; run++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'marquee-bench-pglite-'));
    const server = await startMarquee({ DATA_DIR: dataDir, DATABASE_URL: '' });
    const done = new AbortController();
    let asked = 0;
    const probing = probeSteadily(server.url, {
      perSecond: PROBES_PER_SECOND,
      stop: done.signal,
      ask: (probe) =>
        probe.time(TOP_PERFORMERS, {
          campaignId: SAMPLE_CAMPAIGNS[asked++ % SAMPLE_CAMPAIGNS.length],
          minViews: asked % 20,
        }),
    });
    let least = SEEN_VIEWS;
    const probingUncached = probeSteadily(server.url, {
      perSecond: UNCACHED_PER_SECOND,
      stop: done.signal,
      ask: (probe) => probe.time(TOP_PERFORMERS, { campaignId: SAMPLE_CAMPAIGNS[0], minViews: least++ }),
    });
    try {
      const ended = await runProgram(ETL, [exported, '--json'], { DATA_DIR: dataDir, DATABASE_URL: '' });
      rates.push(readImportReport(ended.output).rowsPerSecond);
    } finally {
      done.abort();
      const times = await probing;
      slowest.push(Math.max(...times));
      slowestUncached.push(Math.max(...(await probingUncached)));
      tell(
        `embedded: ${show(rates.at(-1) ?? 0)} rows/s; topPerformers p99 ${show(percentile(times, 0.99))} ms, slowest ${show(slowest.at(-1) ?? 0)} ms of ${times.length}, slowest uncached ${show(slowestUncached.at(-1) ?? 0)} ms`,
      );
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  }
  const size = `${rows.toLocaleString('en-US')} rows`;
  report.figures.push(
    {
      measure: `import into the embedded database (PGlite), ${size}`,
      value: `${show(median(rates))} rows/s`,
      beside: '',
      figure: median(rates),
      unit: 'rows/s',
      limit: { atLeast: 100_000 },
    },
    {
      measure: `slowest topPerformers of the server meanwhile, ${PROBES_PER_SECOND} requests/s`,
      value: `${show(median(slowest))} ms`,
      beside: '',
      figure: Math.max(...slowest),
      unit: 'ms',
      limit: { atMost: 250 },
    },
    {
      measure: `the same, answered from the database, ${UNCACHED_PER_SECOND} requests/s`,
      value: `${show(median(slowestUncached))} ms`,
      beside: '',
      figure: Math.max(...slowestUncached),
      unit: 'ms',
      // It waits for a publication.
      limit: null,
    },
  );
}
