import { randomUUID } from 'node:crypto';
import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { answerError, codeOfStatus } from './answer-error.ts';

/** Fastify's answer to what never becomes a request of a route: an address that cannot be read. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  answerError(error, request, reply.header('x-request-id', request.id));
}

/**
 * Answers what Node cannot read as HTTP, on the bare connection, and closes it. Nothing is known of the request, not even its
 * address: the answer is that of a route.
 */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message } = UNREADABLE[error.code ?? ''] ?? NO_HTTP;
  const requestId = randomUUID();
  const body = JSON.stringify({ code: codeOfStatus(status), message, requestId });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const NO_HTTP = { status: 400, message: 'This is not a request of HTTP/1.1 that can be read.' };

/** By Node's codes. */
const UNREADABLE: Readonly<Record<string, { readonly status: number; readonly message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    message: `The address and the header fields are larger than ${maxHeaderSize / 1_024} KB. Send a long query by POST, in the body.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not arrive in time. Send it again, without pauses.',
  },
};
