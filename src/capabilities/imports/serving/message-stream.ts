import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerError } from '../../../errors.ts';
import type { ImportRequest } from '../run/import-request.ts';
import type { ImportOutcome } from '../run/outcome.ts';
import type { ImportMessage } from './import-messages.ts';

/** Answers with a message a line while an import runs; the last is the outcome or the error. */
export async function streamMessages(
  request: FastifyRequest,
  reply: FastifyReply,
  run: (listeners: Partial<ImportRequest>) => Promise<ImportOutcome>,
  wantsRejections: boolean,
): Promise<FastifyReply> {
  const messages = new PassThrough();
  const tell = (message: ImportMessage) => messages.write(`${JSON.stringify(message)}\n`);
  run({
    onWait: (reason) => tell({ type: 'waiting', reason }),
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
        if (!hasRoom) await drained(messages);
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

/** Resolves when more may be written, or when nobody reads any more. */
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
