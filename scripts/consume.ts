import closeWithGrace from 'close-with-grace';
import { readAppConfig } from '../src/app-settings.ts';
import {
  checkServing,
  countEventsOf,
  liveSettings,
  openEventLog,
} from '../src/capabilities/live/contract.ts';
import { CallerError } from '../src/errors.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import { MigrationError } from '../src/platform/storage/migrate.ts';
import { openStorage } from '../src/platform/storage/open.ts';
import { createLogger } from '../src/platform/telemetry/logging.ts';
import { createMetrics } from '../src/platform/telemetry/metrics.ts';

const CANNOT_START = 1;
const WRONG_SETTINGS = 2;

/** For the operator: a process that counts events and serves nothing. Any number of them share the work. */
try {
  await consume();
} catch (error) {
  const isMendable =
    error instanceof CallerError || error instanceof MigrationError || error instanceof ConfigError;
  console.error(isMendable ? error.message : error);
  process.exit(error instanceof ConfigError ? WRONG_SETTINGS : CANNOT_START);
}

async function consume(): Promise<void> {
  const config = readAppConfig();
  const settings = config.section(liveSettings);
  const faults = checkServing(settings);
  if (faults.length > 0) throw new ConfigError(faults);
  const logger = await createLogger(config);
  const storage = await openStorage(config, logger);
  if (storage.taken !== undefined) {
    throw new CallerError(
      'CONFLICT',
      'A running server uses the embedded database, and counts the events itself. Processes that count beside it take PostgreSQL: set DATABASE_URL.',
    );
  }
  const { database } = storage;
  const log = await openEventLog({ database, logger }, settings);
  const counting = await countEventsOf(log, { database, logger, metrics: createMetrics() });
  closeWithGrace({ delay: config.shutdownGraceSeconds * 1_000, logger: false }, async ({ signal, err }) => {
    if (err !== undefined) logger.fatal({ err }, 'stopping after an error that nobody caught');
    else logger.info({ signal }, 'told to stop');
    await counting.stop();
    await log.close();
    await storage.close();
    logger.info('stopped');
  });
  logger.info({ database: `${database.kind} at ${database.location}` }, 'counting events');
}
