import type { Logger } from 'pino';
import {
  authorizeCommand,
  authorizeOperator,
  type ImportAuthority,
} from '../../src/capabilities/access/contract.ts';
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
import type { Database } from '../../src/platform/storage/database.ts';
import { openStorage } from '../../src/platform/storage/open.ts';
import { importThroughServer, waitForServer } from './hand-over.ts';
import type { Report } from './report.ts';

/** As whom the command imports, and where to. */
export interface CommandIdentity {
  /** Without it, the first organization, or that of the token. */
  readonly organizationId: string | undefined;
  readonly departmentId: string | undefined;
  /** An API token; without it, whoever opens the database may do everything. */
  readonly token: string | undefined;
}

interface Connecting {
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly report: Report;
  readonly as: CommandIdentity;
}

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

/**
 * Opens the database; if a server holds the embedded one, the files are sent to that server.
 * @throws CallerError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND where the identity may not import there
 */
export async function connectImporter(
  config: Config,
  { logger, signal, report, as }: Connecting,
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
      const authority = await authorize(database, as).catch(async (error: unknown) => {
        await storage.close();
        throw error;
      });
      await purgeInterrupted(database);
      const identity = { authority, departmentId: as.departmentId };
      return {
        run: (request, listeners) => runAs(deps, identity, request, listeners),
        close: () => storage.close(),
      };
    }
    const { socketPath } = storage.taken;
    if (await waitForServer(socketPath, { signal, report })) {
      return {
        run: (request, listeners) => importThroughServer(socketPath, { ...request, as }, listeners),
        close: async () => undefined,
      };
    }
  }
}

async function authorize(
  database: Database,
  { organizationId, departmentId, token }: CommandIdentity,
): Promise<ImportAuthority> {
  const authority =
    token === undefined
      ? await authorizeOperator(database, organizationId)
      : await authorizeCommand(database, token, organizationId);
  if (departmentId !== undefined) await authority.requireDepartment(departmentId);
  return authority;
}

/** Imports a file in this process. */
export async function runAs(
  deps: Parameters<typeof runImport>[0],
  {
    authority,
    departmentId,
  }: { readonly authority: ImportAuthority; readonly departmentId: string | undefined },
  { file, texts, isDryRun, signal }: EtlRequest,
  listeners: ImportListeners,
): Promise<ImportOutcome> {
  const { organizationId, permissions } = authority;
  const outcome = await runImport(deps, {
    organizationId,
    ...(permissions && { permissions }),
    ...(departmentId !== undefined && { departmentId }),
    file,
    ...parseImportOptions(texts),
    isDryRun,
    signal,
    ...listeners,
  });
  if (outcome.status === 'PUBLISHED') await authority.onPublished(outcome, departmentId ?? null);
  return outcome;
}
