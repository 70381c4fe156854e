import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSampleResults } from '../../../../scripts/evaluate/sample-results.ts';
import { openMemoryDatabase, silentLogger } from '../../../../test/databases.ts';
import { isLongRun } from '../../../../test/long-run.ts';
import { NO_WATCH } from '../../../platform/agents/index.ts';
import { readSection } from '../../../platform/settings/read-settings.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { FIRST_VARIANT } from '../serving/variant.ts';
import { createWriters } from '../serving/writers.ts';
import { briefSettings } from '../settings.ts';
import { WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { evaluateBriefs } from './evaluate-briefs.ts';
import { type EvaluationInput, readHeldOutInputs, readInputs } from './evaluation-inputs.ts';
import { HELD_OUT_LIMITS, LIMITS } from './limits.ts';
import { brokenLimits } from './report.ts';

let database: Database;
let offline: ReturnType<typeof createWriters>['offline'];
let closeResults: () => Promise<void>;
beforeAll(async () => {
  database = await openMemoryDatabase();
  const { teamResults, close } = await loadSampleResults(database, silentLogger);
  closeResults = close;
  offline = createWriters({
    settings: readSection(briefSettings, {}),
    teamResults,
    logger: silentLogger,
    watchFor: () => NO_WATCH,
  }).offline;
});
afterAll(async () => {
  await closeResults();
  await database.close();
});

/** A long run takes all; every third one still has all categories, and takes a third of the time. */
const someOf = (inputs: readonly EvaluationInput[]) =>
  isLongRun ? inputs : inputs.filter((_input, index) => index % 3 === 0);

describe('the offline writer on the sample', () => {
  it.each([
    ['the requests of the evaluation', readInputs(), LIMITS],
    ['other products', readHeldOutInputs(), HELD_OUT_LIMITS],
  ])('writes briefs of %s through the agent, and keeps every limit', async (_what, inputs, limits) => {
    expect(inputs.length).toBeGreaterThanOrEqual(60);
    const { figures } = await evaluateBriefs({
      inputs: someOf(inputs),
      write: (request, told) =>
        offline.write(WHOLE_TEAM, request, () => undefined, new AbortController().signal, {
          ...FIRST_VARIANT,
          told,
        }),
    });
    expect(brokenLimits(figures, limits)).toEqual([]);
  });
});
