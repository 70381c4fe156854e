import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, it } from 'vitest';
import { openMemoryDatabase, silentLogger } from '../../../../test/databases.ts';
import { startApp } from '../../../../test/running-app.ts';
import { createCache } from '../../../platform/cache/cache.ts';
import { createTeamResults, watchCampaignRevisions } from '../../performance/contract.ts';
import { parseBriefRequest } from '../serving/brief-request.ts';
import { WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { describePrompt, recordPrompt, textsOfRound } from './record-prompt.ts';

/** What a run without repair may cost in input, over all its calls. */
const MOST_TOKENS = 6_000;

it('a brief on a campaign of the sample costs two calls and less than 6,000 tokens of input', async () => {
  const database = await openMemoryDatabase();
  const app = await startApp(database, {}, { withSample: true });
  const revisions = await watchCampaignRevisions(database, silentLogger);
  const cache = createCache({ redis: undefined, logger: silentLogger });
  const teamResults = createTeamResults({ database, cache, revisions });
  const request = parseBriefRequest({
    brand: 'Northwind',
    product: 'Trail Runner 2',
    goal: 'CONVERSIONS',
    platform: 'INSTAGRAM',
    campaignId: 'summer-glow-2026',
    audience: 'people who run before work',
    tone: 'warm, honest',
    locale: 'en-GB',
    link: 'https://northwind.example/trail-runner-2',
    code: 'MILE10',
    mustMention: ['free returns', '#OwnEveryMile'],
    facts: [{ claim: 'weighs 240 g', proof: 'data sheet' }],
    dates: { from: '2026-06-01', to: '2026-06-14' },
    deliverables: [{ format: 'REEL', count: 1 }],
  });
  const rounds = await recordPrompt(teamResults, WHOLE_TEAM, request);
  const tokens = rounds.map((round) =>
    textsOfRound(round).reduce((sum, text) => sum + encode(text).length, 0),
  );
  await revisions.close();
  await app.close();
  await database.close();
  expect(rounds).toHaveLength(2);
  expect(rounds[1]?.messages.filter(({ role }) => role === 'tool')).toHaveLength(3);
  expect(describePrompt(rounds)).toContain('summer-glow-2026');
  expect(tokens.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(MOST_TOKENS);
});
