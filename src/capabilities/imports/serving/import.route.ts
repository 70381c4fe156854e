import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError, clientGone } from '../../../errors.ts';
import type { RateLimits } from '../../../platform/limits/rate-limits.ts';
import { describeRoute, detach, drain } from '../../../platform/rest/index.ts';
import { createWorkQueue, type WorkQueue } from '../../../platform/storage/work-queue.ts';
import type { Permissions } from '../../access/contract.ts';
import { guardHiddenNames } from '../refusals/hidden-names.ts';
import { runImport } from '../run/import.ts';
import { OutcomeAnswer } from '../run/import-answers.ts';
import { checkSource, parseImportOptions } from '../run/import-options.ts';
import type { ImportDeps, ImportRequest } from '../run/import-request.ts';
import type { ImportOutcome } from '../run/outcome.ts';
import { nameImport, streamMessages } from './message-stream.ts';
import { type Reword, rewordFault, rewordFor, rewordOutcome, WORDINGS } from './reword.ts';
import { readParameters } from './route-words.ts';

/** How many imports may wait in the queue. */
const MAX_WAITING = 100;

/** How long a client that is still sending has to read its answer when the server stops. */
const LINGER_MS = 1_000;

/**
 * What an export is sent as. A page of another origin cannot send these without asking first, as it can text/plain, forms and
 * multipart/form-data.
 */
export const CONTENT_TYPES = [
  'text/csv',
  // What Windows calls a .csv where Excel is installed.
  'application/vnd.ms-excel',
  'text/tab-separated-values',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/zip',
  'application/gzip',
  'application/x-gzip',
  'application/octet-stream',
];

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const Query = z.strictObject({
  source: z.string(),
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  map: texts.default([]),
  set: texts.default([]),
  numberFormat: texts.default([]),
  dateOrder: z.string().optional(),
  sheet: z.string().optional(),
  rejectLimit: z.string().default('10%'),
  posts: z.string().default('latest'),
  shrinkLimit: z.string().default('50%'),
  allowShrink: z.enum(['true', 'false']).default('false'),
  /** Whether nothing is taken from the source's last import. */
  forget: z.enum(['true', 'false']).default('false'),
  /** A hash of the folder that the file comes from. */
  origin: z.string().max(64).optional(),
  /** Whether the source is only the file's own name, which another file may have too. */
  isSourceGuessed: z.enum(['true', 'false']).default('false'),
  /** Its department; by default that of the source's previous import, or else the organization as a whole. */
  departmentId: z.string().min(1).optional(),
  /** Its organization, of the operator; everybody else imports into their own. */
  organizationId: z.string().min(1).optional(),
  dryRun: z.enum(['true', 'false']).default('false'),
  /** Whether to include the rejected rows in the stream of messages. */
  rejections: z.enum(['true', 'false']).default('false'),
  wording: z.enum(WORDINGS).default('parameters'),
});

/** Read before the other parameters: whoever may not import is told nothing else. */
const Named = z.object({ organizationId: z.string().min(1).optional() });

/** Who imports a file, and into which organization. */
export interface Importer {
  readonly organizationId: string;
  /** Whom hidden names are counted for; undefined: the operator. */
  readonly callerId: string | undefined;
  /** undefined: an operator on the machine, who may do everything. */
  readonly permissions: Permissions | undefined;
  /** @throws CallerError NOT_FOUND for a department that does not exist or may not be seen */
  requireDepartment(id: string): Promise<void>;
  /** Records the import in the audit log. */
  onPublished(outcome: ImportOutcome, departmentId: string | null): Promise<void>;
}

export interface ImportRouteDeps extends ImportDeps {
  /**
   * Who imports, into which organization; the operator names that.
   * @throws CallerError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND
   */
  authorize(request: FastifyRequest, organizationId?: string): Promise<Importer>;
  /** Called in this process when an import has ended. */
  onEnded(organizationId: string, outcome: ImportOutcome): void;
  readonly rateLimits: RateLimits;
  /** How many files are read at once. */
  readonly filesAtOnce: number;
  /** How long an import waits in the queue. */
  readonly queueSeconds: number;
  /** Fires when the server is stopping: running imports roll back. */
  readonly stopping: AbortSignal;
}

/**
 * POST /imports?source=NAME with the file as its body. Answers with the outcome as JSON; with
 * `Accept: application/x-ndjson`, with one message per line while it runs, the last being the outcome or the error. If the
 * server is already reading as many files as it can, the import waits in a queue, and a message says so.
 */
export function registerImportRoute(server: FastifyInstance, deps: ImportRouteDeps): void {
  const running = new Set<Promise<unknown>>();
  const { filesAtOnce } = deps;
  const queue = createWorkQueue({
    atOnce: filesAtOnce,
    limit: MAX_WAITING,
    seconds: deps.queueSeconds,
    refusal: `This server reads ${filesAtOnce === 1 ? 'one file' : `${filesAtOnce} files`} at a time, and this one timed out after waiting ${deps.queueSeconds} s. Nothing was read: send it again later.`,
  });
  const description = describeRoute({
    tag: 'Imports',
    summary: 'Import a file',
    description:
      'The body is the file as it is, of any length, plain or gzip. With Accept: application/x-ndjson the answer is a message a line while it runs; the first names the import, the last is the outcome or the error. The header x-import-id has the id of the import where it begins without waiting: import(id) of the graph tells how far it is. Sending a file again replaces what its source brought: it needs no idempotency-key.',
    query: Query,
    body: { types: CONTENT_TYPES },
    answers: {
      200: { description: 'How the import ended.', schema: OutcomeAnswer },
      422: {
        description:
          'It was read and is not published, for the reason in code; what was served before stays.',
        schema: OutcomeAnswer,
      },
    },
  });
  server.post('/imports', description, async (request, reply) => {
    const reword = rewordFor(request);
    const { importer, importRequest } = await readImport(request, deps).catch((error: unknown) => {
      void drain(request.body);
      throw rewordFault(error, reword);
    });
    const run = (listeners: Partial<ImportRequest>) => {
      const asked = { ...importRequest, ...rewordListeners(listeners, reword) };
      const outcome = runFor(request, { ...deps, queue }, importer, asked).then(
        (ended) => rewordOutcome(ended, reword),
        (error: unknown) => {
          throw rewordFault(error, reword);
        },
      );
      const ended = outcome.catch(() => undefined).finally(() => running.delete(ended));
      running.add(ended);
      return outcome;
    };
    reply.raw.once('finish', () => lingerWhileStopping(request, deps.stopping));
    if (request.headers.accept?.includes('application/x-ndjson') !== true) {
      const outcome = await run({ onBegin: (importId) => nameImport(reply, importId) });
      return reply.code(outcome.status === 'REJECTED' ? 422 : 200).send(outcome);
    }
    const { rejections } = Query.parse(request.query);
    return streamMessages(request, reply, run, rejections === 'true');
  });
  // The database is closed after the server: running imports roll back first.
  server.addHook('onClose', async () => {
    await Promise.all(running);
  });
}

/** The same listeners, told in other words. */
function rewordListeners(listeners: Partial<ImportRequest>, reword: Reword): Partial<ImportRequest> {
  const { onNotice, onRejections } = listeners;
  return {
    ...listeners,
    ...(onNotice && { onNotice: (notice) => onNotice(reword(notice)) }),
    ...(onRejections && {
      onRejections: ({ rejections, ...batch }) =>
        onRejections({
          ...batch,
          rejections: rejections.map((row) => ({ ...row, message: reword(row.message) })),
        }),
    }),
  };
}

/** Who imports, and what. */
async function readImport(
  request: FastifyRequest,
  deps: ImportRouteDeps,
): Promise<{ importer: Importer; importRequest: ImportRequest }> {
  checkContentType(request);
  const importer = await deps.authorize(request, Named.safeParse(request.query).data?.organizationId);
  return { importer, importRequest: await readRequest(request, importer) };
}

async function runFor(
  request: FastifyRequest,
  deps: ImportRouteDeps & { readonly queue: WorkQueue },
  importer: Importer,
  importRequest: ImportRequest,
): Promise<ImportOutcome> {
  const disconnect = new AbortController();
  const onDisconnect = () => disconnect.abort();
  const { socket } = request.raw;
  socket.once('close', onDisconnect);
  try {
    const signal = AbortSignal.any([disconnect.signal, deps.stopping]);
    const onWait = () => importRequest.onWait?.('SERVER');
    const outcome = await guardHiddenNames(deps.rateLimits, importer, () =>
      deps.queue.run(() => runImport(deps, { ...importRequest, signal }), { signal, onWait }),
    );
    deps.onEnded(importRequest.organizationId, outcome);
    if (outcome.status === 'PUBLISHED')
      await importer.onPublished(outcome, importRequest.departmentId ?? null);
    return outcome;
  } catch (error) {
    if (deps.stopping.aborted) {
      throw new CallerError(
        'UNAVAILABLE',
        'The server is stopping; nothing was published. Import the file again.',
      );
    }
    if (!disconnect.signal.aborted) throw error;
    request.log.info({ source: importRequest.file.source }, 'aborted an import: its client disconnected');
    throw clientGone();
  } finally {
    socket.off('close', onDisconnect);
    void drain(request.body);
  }
}

function checkContentType(request: FastifyRequest): void {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (CONTENT_TYPES.includes(type)) return;
  throw new CallerError(
    'BAD_USER_INPUT',
    `The content type is ${JSON.stringify(type)}; it takes ${CONTENT_TYPES.join(', ')}.`,
  );
}

async function readRequest(request: FastifyRequest, importer: Importer): Promise<ImportRequest> {
  const parameters = readParameters(Query, request.query);
  const { source, dryRun, departmentId, origin, isSourceGuessed, allowShrink, forget, ...options } =
    parameters;
  if (departmentId !== undefined) await importer.requireDepartment(departmentId);
  const body = request.body;
  if (!(body instanceof Readable))
    throw new CallerError('BAD_USER_INPUT', 'The request has no body: send the file as it is.');
  return {
    organizationId: importer.organizationId,
    ...(importer.permissions && { permissions: importer.permissions }),
    ...(departmentId !== undefined && { departmentId }),
    file: {
      source: checkSource(source),
      open: () => detach(body),
      size: null,
      origin: origin ?? null,
      isSourceGuessed: isSourceGuessed === 'true',
    },
    ...parseImportOptions({ ...options, allowShrink: allowShrink === 'true', forget: forget === 'true' }),
    isDryRun: dryRun === 'true',
  };
}

/** A client that keeps sending after its answer would delay a stopping server. */
function lingerWhileStopping(request: FastifyRequest, stopping: AbortSignal): void {
  if (!stopping.aborted || request.raw.complete) return;
  setTimeout(() => request.raw.destroy(), LINGER_MS).unref();
}
