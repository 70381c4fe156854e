import closeWithGrace from 'close-with-grace';
import { CAPABILITIES, createApp } from './app.ts';
import { readAppConfig } from './app-settings.ts';
import type { Config } from './config.ts';
import { CallerError } from './errors.ts';
import { checkServing } from './platform/composition/check-serving.ts';
import { ConfigError } from './platform/settings/read-settings.ts';
import { MigrationError } from './platform/storage/migrate.ts';
import { openStorage } from './platform/storage/open.ts';
import { createLogger } from './platform/telemetry/logging.ts';
import { openTracing } from './platform/telemetry/tracing.ts';
import { createRejectionHandler } from './platform/telemetry/unhandled-rejections.ts';

const WRONG_SETTINGS = 2;
const CANNOT_START = 1;

const config = readConfigOrExit();
const tracing = await openTracing(config);
const logger = await createLogger(config, undefined, tracing?.logFields);
tracing?.reportTo(logger);
try {
  const storage = await openStorage(config, logger);
  if (storage.taken !== undefined) {
    throw new Error(
      `Another process uses the embedded database in ${config.dataDir}. Stop it, or set another DATA_DIR.`,
    );
  }
  const app = await createApp({ config, logger, storage, tracing });
  process.on('unhandledRejection', createRejectionHandler(app.metrics, logger));
  closeWithGrace(
    {
      skip: ['unhandledRejection'],
      delay: 2 * config.shutdownDelayMs + config.shutdownGraceSeconds * 1_000,
      logger: false,
      onSecondSignal: (signal) => logger.warn({ signal }, 'told to stop a second time: ending at once'),
      onSecondError: (error) => logger.fatal({ err: error }, 'another error while stopping: ending at once'),
      onTimeout: () => logger.error('not everything had ended within the grace period: ending at once'),
    },
    async ({ signal, err }) => {
      if (err === undefined) {
        logger.info({ signal }, 'told to stop');
        await app.http.stepBack(config.shutdownDelayMs);
        logger.info('stopping');
      } else {
        logger.fatal({ err }, 'stopping after an error that nobody caught');
      }
      await app.close();
      await tracing?.close();
      logger.info('stopped');
    },
  );
  const { url } = await app.http.listen();
  logger.info({ database: app.database, cache: app.cache }, `serving GraphQL on ${url}/graphql`);
} catch (error) {
  const message = `cannot start: ${error instanceof Error ? error.message : String(error)}`;
  // What somebody can mend is said without where in the code it was found.
  if (error instanceof CallerError || error instanceof MigrationError) logger.fatal(message);
  else logger.fatal({ err: error }, message);
  process.exit(CANNOT_START);
}

function readConfigOrExit(): Config {
  try {
    const checked = readAppConfig();
    checkServing(CAPABILITIES, checked);
    return checked;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(WRONG_SETTINGS);
  }
}
