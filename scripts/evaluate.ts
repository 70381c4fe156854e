import { readFileSync, writeFileSync } from 'node:fs';
import { ChatOpenAI } from '@langchain/openai';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { EVERYTHING } from '../src/capabilities/access/contract.ts';
import { evaluateBriefs } from '../src/capabilities/briefs/evaluation/evaluate-briefs.ts';
import { readHeldOutInputs, readInputs } from '../src/capabilities/briefs/evaluation/evaluation-inputs.ts';
import { HELD_OUT_LIMITS } from '../src/capabilities/briefs/evaluation/limits.ts';
import { brokenLimits, tableOf } from '../src/capabilities/briefs/evaluation/report.ts';
import { FIRST_VARIANT } from '../src/capabilities/briefs/serving/variant.ts';
import { createWriters } from '../src/capabilities/briefs/serving/writers.ts';
import { briefSettings } from '../src/capabilities/briefs/settings.ts';
import { readConfig } from '../src/config.ts';
import { NO_WATCH } from '../src/platform/agents/index.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import { openSampleResults } from './evaluate/sample-results.ts';
import { explainFailure } from './explain-failure.ts';

const DOCS = new URL('../docs/evaluation.md', import.meta.url);
const BETWEEN = /(?<=<!-- figures -->\n)[\s\S]*?(?=<!-- \/figures -->)/u;

const FAILED = 1;
const WRONG_USAGE = 2;

const program = new Command('npm run evaluate --')
  .description('Measures what Marquee writes.')
  .exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : WRONG_USAGE));

program
  .command('briefs')
  .description(
    'writes every brief of data/evaluation/briefs.json, and of products held out, on the sample, and counts; with OPENAI_API_KEY by that model, and judged in blind pairs',
  )
  .option('--offline', 'the offline writer, though a model is configured')
  .option('--first <count>', 'only so many of each', readCount)
  .option('--alone', "each brief as if it was its team's first: the offline writer knows of no other")
  .option('--json <file>', 'writes all figures there')
  .option('--docs', 'puts the table into docs/evaluation.md')
  .action(
    async (options: {
      offline?: boolean;
      first?: number;
      json?: string;
      docs?: boolean;
      alone?: boolean;
    }) => {
      const logger = pino({ level: 'warn' });
      const settings = readConfig().section(briefSettings);
      const { teamResults, close } = await openSampleResults(logger);
      try {
        const writers = createWriters({ settings, teamResults, logger, watchFor: () => NO_WATCH });
        const model = options.offline === true ? undefined : writers.model;
        const writer = model ?? writers.offline;
        const team = { organizationId: 'default', departmentId: null, visible: EVERYTHING };
        const evaluation = await evaluateBriefs({
          inputs: readInputs().slice(0, options.first),
          heldOut: readHeldOutInputs().slice(0, options.first),
          write: (request, told) =>
            writer.write(team, request, () => undefined, new AbortController().signal, {
              ...FIRST_VARIANT,
              told: writer.signature.kind === 'OFFLINE' && options.alone !== true ? told : [],
            }),
          ask:
            model === undefined || settings.apiKey === undefined
              ? undefined
              : { model: settings.model, ask: askerOf(settings.model, settings.apiKey, settings.baseUrl) },
          onProgress: (done, of) => void process.stderr.write(`\r${done} of ${of}`),
        });
        const table = tableOf(evaluation);
        process.stdout.write(`\n${table}\n`);
        if (options.json !== undefined)
          writeFileSync(options.json, `${JSON.stringify(evaluation, null, 2)}\n`);
        if (options.docs === true)
          writeFileSync(
            DOCS,
            readFileSync(DOCS, 'utf8').replace(BETWEEN, () => `\n${table}\n\n`),
          );
        const broken = [
          ...brokenLimits(evaluation.figures),
          ...(evaluation.heldOut === null ? [] : brokenLimits(evaluation.heldOut, HELD_OUT_LIMITS)),
        ];
        if (broken.length > 0) {
          process.stderr.write(`Beyond their limits:\n${broken.map((line) => `- ${line}\n`).join('')}`);
          process.exitCode = FAILED;
        }
      } finally {
        await close();
      }
    },
  );

function askerOf(model: string, apiKey: string, baseURL: string) {
  const chat = new ChatOpenAI({ model, apiKey, configuration: { baseURL } });
  return async (prompt: string) => (await chat.invoke(prompt)).text;
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = error instanceof ConfigError ? WRONG_USAGE : FAILED;
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('It takes a whole number from 1 on.');
  return count;
}
