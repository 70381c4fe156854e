import { join } from 'node:path';
import { findFreePort } from '../../test/free-port.ts';
import { ROOT, type ServerProcess, startServer } from './children.ts';

/** As it is run in production, every protection on; only the budgets are large enough for a load test. */
const SETTINGS = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'info',
  CLIENT_COST_PER_MINUTE: '1000000000',
  ORGANIZATION_COST_PER_MINUTE: '1000000000',
};

/** Starts the product's server over a database, as a process of its own. */
export async function startMarquee(storage: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return startServer(join(ROOT, 'src', 'main.ts'), {
    ...SETTINGS,
    ...storage,
    PORT: String(await findFreePort()),
  });
}

/** Compiled, as `npm run etl` and a deployment run it. */
export const ETL = join(ROOT, 'dist', 'scripts', 'etl.js');

/** What `npm run etl -- --json` says of a file. */
export interface ImportReport {
  readonly status: string;
  readonly read: number;
  readonly loaded: number;
  /** To the published aggregates. */
  readonly seconds: number;
  /** What was tidied up after that. */
  readonly tidySeconds: number;
  readonly rowsPerSecond: number;
}

export function readImportReport(output: string): ImportReport {
  const report: ImportReport = JSON.parse(output);
  if (report.status !== 'PUBLISHED') throw new Error(`the import was not published: ${output}`);
  return report;
}

export const TOP_PERFORMERS = `query Top($campaignId: ID!, $minViews: Count) {
  topPerformers(campaignId: $campaignId, limit: 10, minViews: $minViews) {
    rank influencerId postCount views interactions engagementRate confidentEngagementRate
  }
}`;
