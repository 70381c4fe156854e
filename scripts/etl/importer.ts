import type { Logger } from 'pino';
import {
  type ExportFile,
  type ImportListeners,
  type ImportOptionTexts,
  type ImportOutcome,
  parseImportOptions,
  purgeInterrupted,
  runImport,
} from '../../src/capabilities/imports/contract.ts';
import type { Config } from '../../src/config.ts';
import { openStorage } from '../../src/platform/storage/open.ts';
import { importThroughServer, waitForServer } from './hand-over.ts';
import type { Report } from './report.ts';

/** The command imports into the first organization. */
const ORGANIZATION_ID = 'default';

/** One file with its options. */
export interface EtlRequest {
  readonly file: ExportFile;
  readonly texts: ImportOptionTexts;
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
}

/** Imports files, in this process or through the one that holds the embedded database. */
export interface Importer {
  run(request: EtlRequest, listeners: ImportListeners): Promise<ImportOutcome>;
  close(): Promise<void>;
}

/** Opens the database; if a server holds the embedded one, the files are sent to that server. */
export async function connectImporter(
  config: Config,
  { logger, signal, report }: { logger: Logger; signal: AbortSignal; report: Report },
): Promise<Importer> {
  for (;;) {
    const storage = await openStorage(config, logger);
    if (storage.taken === undefined) {
      storage.serveHolder((_request, response) => {
        response.writeHead(409, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify({ code: 'CONFLICT', message: `an import runs in process ${process.pid}` }),
        );
      });
      const database = storage.database.inBackground();
      const deps = { database, logger, now: () => performance.now() };
      await purgeInterrupted(database);
      return {
        run: ({ file, texts, isDryRun, signal: stop }, listeners) =>
          runImport(deps, {
            organizationId: ORGANIZATION_ID,
            file,
            ...parseImportOptions(texts),
            isDryRun,
            signal: stop,
            ...listeners,
          }),
        close: () => storage.close(),
      };
    }
    const { socketPath } = storage.taken;
    if (await waitForServer(socketPath, { signal, report })) {
      return {
        run: (request, listeners) => importThroughServer(socketPath, request, listeners),
        close: async () => undefined,
      };
    }
  }
}
