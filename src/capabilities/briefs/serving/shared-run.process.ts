import { Redis } from 'ioredis';
import { silentLogger } from '../../../../test/databases.ts';
import { readConfig } from '../../../config.ts';
import { NO_WATCH } from '../../../platform/agents/index.ts';
import { openPostgres } from '../../../platform/storage/postgres/postgres.ts';
import { openBriefs } from '../open-briefs.ts';
import { briefSettings } from '../settings.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { parseBriefRequest } from './brief-request.ts';
import { waitForBriefs } from './wait-for-briefs.ts';

/** One of the processes of shared-run.process.test.ts: says that it is ready, then asks for one brief 500 times at once. */
const [, , databaseUrl = '', redisPath = '', product = ''] = process.argv;
const redis = new Redis({ path: redisPath, commandTimeout: 2_000 });
const database = openPostgres(databaseUrl, silentLogger, { connections: 8 });
const briefs = openBriefs({
  settings: readConfig({}).section(briefSettings),
  database,
  redis,
  teamResults: teamResultsOf(),
  requireCreator: async () => undefined,
  logger: silentLogger,
  watchFor: () => NO_WATCH,
});
const request = parseBriefRequest({ brand: 'Northwind', product, goal: 'AWARENESS', platform: 'INSTAGRAM' });

process.once('message', async () => {
  const asked = Array.from({ length: 500 }, () =>
    waitForBriefs(
      briefs.follow(WHOLE_TEAM, request, { refresh: false, signal: new AbortController().signal }),
    ),
  );
  const answers = await Promise.all(asked);
  process.send?.(answers.map(({ brief, cache }) => ({ id: brief.id, status: cache.status })));
  redis.disconnect();
  await database.close();
});
process.send?.('ready');
