import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { runImport } from './import.ts';
import type { ImportMessage } from './import-messages.ts';
import { checkSource, parseImportOptions } from './import-options.ts';
import type { ImportDeps, ImportRequest } from './import-request.ts';
import type { ImportOutcome } from './outcome.ts';

/** How many files one server reads at once; each takes three connections to the database. */
const MOST_AT_ONCE = 4;

/** Content types that a page of another origin cannot send without asking first. */
const CONTENT_TYPES = [
  'text/csv',
  'text/tab-separated-values',
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
  rejectLimit: z.string().default('10%'),
  dryRun: z.enum(['true', 'false']).default('false'),
  /** Whether the rejected rows are wanted in the stream of messages. */
  rejections: z.enum(['true', 'false']).default('false'),
});

export interface ImportRouteDeps extends ImportDeps {
  /** The organization that a request loads into. */
  organizationOf(request: FastifyRequest): string;
  /** Called in this process once rows were published. */
  onEnded(organizationId: string, outcome: ImportOutcome): void;
  /** Fires when the server is about to end: running imports give back what they staged. */
  readonly stopping: AbortSignal;
}

/**
 * POST /imports?source=NAME with the file as its body. Answers with the outcome as JSON; with
 * `Accept: application/x-ndjson`, with a message a line while it runs, of which the last is the outcome or the error.
 */
export function registerImportRoute(server: FastifyInstance, deps: ImportRouteDeps): void {
  let running = 0;
  server.post('/imports', async (request, reply) => {
    checkContentType(request);
    const importRequest = readRequest(request, deps);
    if (running >= MOST_AT_ONCE) {
      reply.header('retry-after', '5');
      throw new CallerError(
        'UNAVAILABLE',
        `This server is reading ${MOST_AT_ONCE} files already. Send this one again when one of them is done.`,
      );
    }
    running += 1;
    const departure = watchDeparture(request, deps.stopping);
    const run = async (listeners: Partial<ImportRequest>) => {
      try {
        const outcome = await runImport(deps, { ...importRequest, ...listeners, signal: departure });
        deps.onEnded(importRequest.organizationId, outcome);
        return outcome;
      } catch (error) {
        if (!deps.stopping.aborted) throw error;
        throw new CallerError(
          'UNAVAILABLE',
          'The server is stopping; nothing was published. Import the file again.',
        );
      } finally {
        running -= 1;
      }
    };
    if (request.headers.accept?.includes('application/x-ndjson') !== true) {
      const outcome = await run({});
      return reply.code(outcome.status === 'REJECTED' ? 422 : 200).send(outcome);
    }
    const { rejections } = Query.parse(request.query);
    return streamMessages(request, reply, run, rejections === 'true');
  });
}

function checkContentType(request: FastifyRequest): void {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (CONTENT_TYPES.includes(type)) return;
  throw new CallerError(
    'BAD_USER_INPUT',
    `The content type is ${JSON.stringify(type)}; it takes ${CONTENT_TYPES.join(', ')}.`,
  );
}

function readRequest(request: FastifyRequest, deps: ImportRouteDeps): ImportRequest {
  const parsed = Query.safeParse(request.query);
  if (!parsed.success) {
    throw new CallerError(
      'BAD_USER_INPUT',
      `The address is not right: ${z.prettifyError(parsed.error)}. It takes ${Object.keys(Query.shape).join(', ')}.`,
    );
  }
  const { source, dryRun, ...options } = parsed.data;
  const body = request.body;
  if (!(body instanceof Readable))
    throw new CallerError('BAD_USER_INPUT', 'The request has no body: send the file as it is.');
  return {
    organizationId: deps.organizationOf(request),
    file: { source: checkSource(source), open: () => body, size: null },
    ...parseImportOptions(options),
    isDryRun: dryRun === 'true',
  };
}

/** Fires when the client goes away before its answer, or when the server is stopping. */
function watchDeparture(request: FastifyRequest, stopping: AbortSignal): AbortSignal {
  const departure = new AbortController();
  request.raw.socket.once('close', () => departure.abort());
  return AbortSignal.any([departure.signal, stopping]);
}

async function streamMessages(
  request: FastifyRequest,
  reply: FastifyReply,
  run: (listeners: Partial<ImportRequest>) => Promise<ImportOutcome>,
  wantsRejections: boolean,
): Promise<FastifyReply> {
  const messages = new PassThrough();
  const tell = (message: ImportMessage) => messages.write(`${JSON.stringify(message)}\n`);
  run({
    onWait: () => tell({ type: 'waiting' }),
    onNotice: (notice) => tell({ type: 'notice', notice }),
    onProgress: (progress) => tell({ type: 'progress', ...progress }),
    ...(wantsRejections && {
      onRejections: async ({ rejections, header, delimiter }) => {
        const hasRoom = tell({
          type: 'rejections',
          header: [...header],
          delimiter,
          rejections: [...rejections],
        });
        if (!hasRoom) await Promise.race([once(messages, 'drain'), once(messages, 'close')]);
      },
    }),
  })
    .then(
      (outcome) => tell({ type: 'outcome', outcome }),
      (error: unknown) => tell(describeError(error, request)),
    )
    .finally(() => messages.end());
  return reply.type('application/x-ndjson').send(messages);
}

function describeError(error: unknown, request: FastifyRequest): ImportMessage {
  if (error instanceof CallerError) {
    return { type: 'error', code: error.code, message: error.message };
  }
  request.log.error({ err: error }, 'an import failed');
  return {
    type: 'error',
    code: 'INTERNAL_SERVER_ERROR',
    message: `The import failed on the server. Its log says why, under the request ${request.id}.`,
  };
}
