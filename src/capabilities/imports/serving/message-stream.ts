import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerError } from '../../../errors.ts';
import type { ImportRequest } from '../run/import-request.ts';
import type { ImportOutcome } from '../run/outcome.ts';
import type { ImportMessage } from './import-messages.ts';

/** Puts the id of an import into the head of its answer, where that has not gone yet. */
export function nameImport(reply: FastifyReply, importId: string): void {
  if (!reply.sent) reply.header('x-import-id', importId);
}

/** Answers with a message a line while an import runs; the last is the outcome or the error. */
export async function streamMessages(
  request: FastifyRequest,
  reply: FastifyReply,
  run: (listeners: Partial<ImportRequest>) => Promise<ImportOutcome>,
  wantsRejections: boolean,
): Promise<FastifyReply> {
  const messages = new PassThrough();
  let open = () => {};
  // With the first message, not before it: most imports begin at once, and their id then stands in the head of the answer.
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const tell = (message: ImportMessage) => {
    open();
    return messages.write(`${JSON.stringify(message)}\n`);
  };
  run({
    onBegin: (importId) => {
      nameImport(reply, importId);
      tell({ type: 'begun', importId });
    },
    onWait: (reason) => tell({ type: 'waiting', reason }),
    onNotice: (notice) => tell({ type: 'notice', notice }),
    onProgress: (progress) => tell({ type: 'progress', ...progress }),
    ...(wantsRejections && {
      onRejections: async ({ importId, rejections, header, delimiter }) => {
        const hasRoom = tell({
          type: 'rejections',
          importId,
          header: [...header],
          delimiter,
          rejections: [...rejections],
        });
        if (!hasRoom) await drained(messages);
      },
    }),
  })
    .then(
      (outcome) => tell({ type: 'outcome', outcome }),
      (error: unknown) => tell(describeError(error, request)),
    )
    .finally(() => messages.end());
  await opened;
  return reply.type('application/x-ndjson').send(messages);
}

/** Resolves when more may be written, or when the stream is closed. */
async function drained(stream: PassThrough): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  const events = ['drain', 'close'].map((event) => once(stream, event, { signal }));
  try {
    await Promise.race(events);
  } finally {
    settled.abort();
    await Promise.allSettled(events);
  }
}

function describeError(error: unknown, request: FastifyRequest): ImportMessage {
  if (error instanceof CallerError) {
    return { type: 'error', code: error.code, message: error.message, requestId: request.id };
  }
  request.log.error({ err: error }, 'an import failed');
  return {
    type: 'error',
    code: 'INTERNAL_SERVER_ERROR',
    message: `The import failed on the server. Its log says why, under the request ${request.id}.`,
    requestId: request.id,
  };
}
