import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { prepareJobTables } from '../src/platform/jobs/index.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import { openStorage } from '../src/platform/storage/open.ts';

/** Brings the database up to date and ends: for a deployment that migrates before its servers start. */
async function main(): Promise<number> {
  const config = readConfig();
  const logger = pino({ level: config.logLevel });
  const storage = await openStorage(config, logger);
  if (storage.taken !== undefined) {
    logger.error('A running server uses the embedded database; it applied the migrations when it started.');
    return 1;
  }
  await prepareJobTables(storage.database);
  logger.info({ database: storage.database.location }, 'the database has every migration');
  await storage.close();
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
