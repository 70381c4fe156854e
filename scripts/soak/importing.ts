import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Dice } from '../bench/random.ts';
import { addUp, CAMPAIGNS, pick, type SoakExport, type Totals, writeExport } from './exports.ts';
import type { Requests } from './requests.ts';
import type { Server } from './server.ts';
import type { Tally } from './tally.ts';

const SOURCES = ['source-0.csv', 'source-1.csv', 'source-2.csv', 'source-3.csv', 'source-4.csv'];
const ROWS = [300, 1_000, 3_000, 8_000];
const REJECTED_SHARE = 0.3;
/** News of a publication is on its way to the other process; so long an old answer of it is excused. */
const HEARD_WITHIN_MS = 1_000;
const READ = `query Read($campaignId: ID!) {
  campaign(id: $campaignId) { posts: postCount views interactions }
  topPerformers(campaignId: $campaignId, limit: 100) { posts: postCount views interactions }
}`;

const Outcome = z.object({ status: z.enum(['PUBLISHED', 'UNCHANGED', 'REJECTED']) });
const Sums = z.object({
  posts: z.coerce.number(),
  views: z.coerce.number(),
  interactions: z.coerce.number(),
});
const Read = z.object({ campaign: Sums, topPerformers: z.array(Sums) });

/** What the imports that were acknowledged come to, kept apart from the product. */
export interface Importing {
  /** Imports a file in place of another, until that is acknowledged, and reads the new sums from both servers. */
  importOne(signal: AbortSignal): Promise<void>;
  expected(): ReadonlyMap<string, Totals>;
  /** Counts a failure where a server's answer is not the sums of what was imported. */
  checkEverything(server: Server): Promise<void>;
}

export function createImporting(
  dice: Dice,
  servers: readonly Server[],
  requests: Requests,
  tally: Tally,
): Importing {
  const published = new Map<string, SoakExport>();
  const expected = () => addUp([...published.values()].map(({ totals }) => totals));

  /** @returns how the answer differs; undefined where it does not, or none came */
  const differs = async (server: Server, campaignId: string): Promise<string | undefined> => {
    const data = await requests.graphql(server, {
      operation: 'read',
      query: READ,
      variables: { campaignId },
    });
    if (data === undefined) return undefined;
    tally.note('reads after publications');
    const { campaign, topPerformers } = Read.parse(data);
    const due = JSON.stringify(expected().get(campaignId));
    const listed = JSON.stringify(addUp(topPerformers.map((row) => new Map([['', row]]))).get(''));
    if (JSON.stringify(campaign) !== due) return `campaign says ${JSON.stringify(campaign)}, not ${due}`;
    return listed === due ? undefined : `topPerformers add up to ${listed}, not ${due}`;
  };

  const checkNews = async (server: Server, isAcknowledging: boolean) => {
    const campaignId = pick(dice, CAMPAIGNS);
    const publishedAt = performance.now();
    let difference = await differs(server, campaignId);
    if (difference !== undefined && !isAcknowledging) tally.note('old answers of the other process at first');
    while (
      difference !== undefined &&
      !isAcknowledging &&
      performance.now() - publishedAt < HEARD_WITHIN_MS
    ) {
      await pause(20);
      difference = await differs(server, campaignId);
    }
    if (difference !== undefined) tally.fail('old or wrong answers after a publication', difference);
  };

  return {
    expected,
    async importOne(signal) {
      const source = pick(dice, SOURCES);
      const lot = dice.roll();
      const isTooFaulty = lot < 0.1 && published.has(source);
      const again = lot > 0.9 ? published.get(source) : undefined;
      const file = again ?? writeExport(dice, pick(dice, ROWS), isTooFaulty ? REJECTED_SHARE : 0);
      let server = pick(dice, servers);
      while (!signal.aborted) {
        const answer = await requests.upload(server, source, file.text);
        if (answer !== undefined) {
          const { status } = Outcome.parse(answer);
          tally.note(`imports that ended ${status}`);
          if (isTooFaulty !== (status === 'REJECTED'))
            tally.fail(`an import ended ${status} against the rules`);
          if (status !== 'REJECTED') published.set(source, file);
          await Promise.all(servers.map((reader) => checkNews(reader, reader === server)));
          return;
        }
        // Nobody knows whether it was published before the connection went: the same file again tells.
        await pause(250);
        server = servers.find((other) => other !== server) ?? server;
      }
    },
    async checkEverything(server) {
      for (const campaignId of CAMPAIGNS) {
        const difference = await differs(server, campaignId);
        if (difference !== undefined) tally.fail(`wrong sums at the end on ${server.name}`, difference);
      }
    },
  };
}
