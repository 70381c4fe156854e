import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSampleResults } from '../../../../scripts/evaluate/sample-results.ts';
import { openMemoryDatabase, silentLogger } from '../../../../test/databases.ts';
import { NO_WATCH } from '../../../platform/agents/index.ts';
import { readSection } from '../../../platform/settings/read-settings.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { createWriters } from '../serving/writers.ts';
import { briefSettings } from '../settings.ts';
import { WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { evaluateBriefs } from './evaluate-briefs.ts';
import { readInputs } from './evaluation-inputs.ts';
import { brokenLimits } from './report.ts';

let database: Database;
beforeAll(async () => {
  database = await openMemoryDatabase();
});
afterAll(() => database.close());

describe('the offline writer on the sample', () => {
  it('writes every brief of the evaluation through the agent, and keeps every limit', async () => {
    const { teamResults, close } = await loadSampleResults(database, silentLogger);
    const { offline } = createWriters({
      settings: readSection(briefSettings, {}),
      teamResults,
      logger: silentLogger,
      watchFor: () => NO_WATCH,
    });
    const { figures } = await evaluateBriefs({
      inputs: readInputs(),
      write: (request) => offline.write(WHOLE_TEAM, request, () => undefined, new AbortController().signal),
    });
    await close();
    expect(figures.briefs).toBeGreaterThanOrEqual(60);
    expect(brokenLimits(figures)).toEqual([]);
  }, 120_000);
});
