import { isIP } from 'node:net';
import autocannon from 'autocannon';
import { Command, InvalidArgumentError } from 'commander';
import { CAMPAIGNS } from './sample/campaigns.ts';

/** Puts a load of leaderboard queries on a server and says how it bore it. */

const QUERY = `query Load($campaignId: ID!, $limit: Int!) {
  topPerformers(campaignId: $campaignId, limit: $limit) { rank influencerId views engagementRate }
}`;

interface LoadOptions {
  readonly url: string;
  readonly seconds: number;
  readonly connections: number;
  readonly rate?: number;
  readonly campaign: string[];
  readonly allowRemote?: true;
  readonly json?: true;
}

const program = new Command('load')
  .description('Queries leaderboards for a while and prints requests per second and latency.')
  .option('--url <url>', 'the GraphQL endpoint', 'http://127.0.0.1:4000/graphql')
  .option('--seconds <seconds>', 'how long, 1 to 3600', between(1, 3_600), 10)
  .option('--connections <number>', 'how many connections at once, 1 to 1000', between(1, 1_000), 50)
  .option('--rate <requests>', 'at most so many requests a second in all', between(1, 1_000_000))
  .option(
    '--campaign <id...>',
    'the campaigns to ask for',
    CAMPAIGNS.map(({ id }) => id),
  )
  .option('--allow-remote', 'load a server that is not on this machine: only one that is yours')
  .option('--json', 'print one JSON object')
  .action(async (options: LoadOptions) => {
    if (options.allowRemote !== true && !isLoopback(options.url))
      program.error(
        `${options.url} is not on this machine. If you are allowed to load it, add --allow-remote.`,
      );
    const report = await run(options);
    console.log(options.json === true ? JSON.stringify(report) : describe(report));
    process.exitCode = report.answered > 0 && report.failed === 0 ? 0 : 1;
  });

await program.parseAsync();

function between(from: number, to: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < from || value > to)
      throw new InvalidArgumentError(`It takes a whole number from ${from} to ${to}.`);
    return value;
  };
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) program.error(`${url} is not an address such as http://127.0.0.1:4000/graphql.`);
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

interface Report {
  readonly seconds: number;
  readonly answered: number;
  readonly requestsPerSecond: number;
  readonly milliseconds: {
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
  };
  readonly failed: number;
  /** Answered with 429: the server's rate limit, and no failure of it. */
  readonly limited: number;
}

/** The requests go round the campaigns, so that not one cached answer alone is measured. */
async function run({ url, seconds, connections, rate, campaign }: LoadOptions): Promise<Report> {
  let limited = 0;
  let refused = 0;
  const onResponse = (status: number, body: string) => {
    if (status === 429) limited += 1;
    // A GraphQL error may be answered with 200: it is a failure all the same.
    else if (status !== 200 || body.includes('"errors"')) refused += 1;
  };
  const { duration, requests, latency, errors } = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate !== undefined && { overallRate: rate }),
    requests: campaign.map((campaignId) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY, variables: { campaignId, limit: 10 } }),
      onResponse,
    })),
  });
  return {
    seconds: duration,
    answered: requests.total,
    requestsPerSecond: requests.average,
    milliseconds: { p50: latency.p50, p90: latency.p90, p99: latency.p99, max: latency.max },
    failed: errors + refused,
    limited,
  };
}

function describe({ seconds, answered, requestsPerSecond, milliseconds, failed, limited }: Report): string {
  const { p50, p90, p99, max } = milliseconds;
  return [
    `${answered} answers in ${seconds} s: ${requestsPerSecond.toFixed(0)} requests/s`,
    `latency in ms: ${p50} (half), ${p90} (90 %), ${p99} (99 %), ${max} (slowest)`,
    `${failed} failed, ${limited} refused by the rate limit`,
  ].join('\n');
}
