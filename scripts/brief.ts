import { Command } from 'commander';
import { pino } from 'pino';
import { EVERYTHING } from '../src/capabilities/access/contract.ts';
import {
  briefSettings,
  checkBriefRequest,
  createShortlist,
  createWriters,
  describePrompt,
  faceForCreator,
  faceForManager,
  NO_RESULTS,
  recordPrompt,
  refuseRequest,
  scopeOf,
  type TeamResults,
} from '../src/capabilities/briefs/contract.ts';
import {
  createMeasuredShortlist,
  createTeamResults,
  watchCampaignRevisions,
} from '../src/capabilities/performance/contract.ts';
import { readConfig } from '../src/config.ts';
import { CallerError } from '../src/errors.ts';
import { NO_WATCH } from '../src/platform/agents/index.ts';
import { createCache } from '../src/platform/cache/cache.ts';
import { toEnumName } from '../src/platform/rest/index.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import { openStorage } from '../src/platform/storage/open.ts';
import { explainFailure } from './explain-failure.ts';

/** For whoever tunes prompts: one brief on the command line, or all that a model would see of it. Nothing is kept. */

const FAILED = 1;
const WRONG_USAGE = 2;
const logger = pino({ level: 'silent' });

interface Options {
  readonly showPrompt?: true;
  readonly empty?: true;
  readonly organization: string;
  readonly goal: string;
  readonly platform: string;
  readonly campaign?: string;
  readonly mention?: string[];
  readonly avoid?: string[];
  readonly fact?: string[];
  readonly [field: string]: unknown;
}

const program = new Command('npm run brief --')
  .description('Writes one brief, or shows what a model would be sent. Nothing is kept.')
  .requiredOption('--brand <name>', 'the brand')
  .requiredOption('--product <name>', 'the product')
  .option(
    '--goal <goal>',
    'awareness, engagement, traffic, conversions, app_installs, community',
    'awareness',
  )
  .option('--platform <platform>', 'instagram, tiktok, youtube and so on', 'instagram')
  .option('--campaign <id>', 'builds on its results')
  .option('--audience <text>', 'whom it speaks to')
  .option('--tone <text>', 'how it should sound')
  .option('--locale <tag>', 'the language, such as en-GB')
  .option('--country <code>', 'whose rules apply, such as US')
  .option('--category <id>', 'the category of the product')
  .option('--creator <id>', 'the influencer whom it is for')
  .option('--link <address>', 'where the audience is to go')
  .option('--code <code>', 'a discount code')
  .option('--fact <claim...>', 'what may be claimed of the product')
  .option('--mention <phrase...>', 'what the post has to mention')
  .option('--avoid <phrase...>', 'what nothing in the post may say')
  .option('--organization <id>', 'whose results', 'default')
  .option('--empty', 'builds on no results, and opens no database')
  .option('--show-prompt', 'writes the whole conversation that a model would see, and asks none')
  .exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : WRONG_USAGE))
  .action(async (options: Options) => {
    const { showPrompt, empty, organization, campaign, mention, avoid, fact, goal, platform, ...asked } =
      options;
    const request = checkBriefRequest({
      ...asked,
      goal: toEnumName(goal),
      platform: toEnumName(platform),
      campaignId: campaign,
      mustMention: mention,
      mustAvoid: avoid,
      facts: fact?.map((claim) => ({ claim })),
    });
    const team = { organizationId: organization, departmentId: null, visible: EVERYTHING };
    refuseRequest(request);
    const work = async (teamResults: TeamResults) => {
      // A campaign that is not there is told so: the tools would fail one by one, and the brief for what they lack.
      await teamResults.revision(scopeOf(team, request));
      if (showPrompt === true) {
        console.log(describePrompt(await recordPrompt(teamResults, team, request)));
        return;
      }
      const writers = createWriters({
        settings: readConfig().section(briefSettings),
        teamResults,
        shortlist: createShortlist(() => [createMeasuredShortlist(teamResults)]),
        logger,
        watchFor: () => NO_WATCH,
      });
      const { signal } = new AbortController();
      const brief = await (writers.model ?? writers.offline).write(team, request, () => undefined, signal);
      const whole = { ...brief, ...brief.plan, request };
      console.log(`${faceForManager(whole).text}\n\n---\n\n${faceForCreator(whole).text}`);
    };
    await (empty === true ? work(NO_RESULTS) : withResults(work));
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(explainFailure(error));
  const isUsage =
    error instanceof ConfigError || (error instanceof CallerError && error.code === 'BAD_USER_INPUT');
  process.exitCode = isUsage ? WRONG_USAGE : FAILED;
}

async function withResults(work: (teamResults: TeamResults) => Promise<void>): Promise<void> {
  const storage = await openStorage(readConfig(), logger);
  if (storage.taken !== undefined) {
    throw new CallerError(
      'CONFLICT',
      'A running server uses the embedded database. Stop it first, or add --empty to build on no results.',
    );
  }
  const { database } = storage;
  const revisions = await watchCampaignRevisions(database, logger);
  try {
    await work(createTeamResults({ database, cache: createCache({ redis: undefined, logger }), revisions }));
  } finally {
    await revisions.close();
    await storage.close();
  }
}
