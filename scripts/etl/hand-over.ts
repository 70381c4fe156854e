import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import {
  type ImportListeners,
  type ImportOutcome,
  importMessageSchema,
} from '../../src/capabilities/imports/contract.ts';
import { CallerError } from '../../src/errors.ts';
import type { CommandIdentity, EtlRequest } from './importer.ts';
import type { Report } from './report.ts';

const RETRY_MS = 250;

const answerSchema = z.object({ code: z.string(), message: z.string() });

/**
 * Waits until the embedded database is free or held by a server, rather than by another command.
 * @returns true: a server holds it, and accepts files; false: it is free
 */
export async function waitForServer(
  socketPath: string,
  { signal, report }: { signal: AbortSignal; report: Report },
): Promise<boolean> {
  let hasTold = false;
  for (;;) {
    const answer = await ask(socketPath, signal);
    if (answer === 'gone') return false;
    if (answer === 'server') return true;
    if (!hasTold) report.tell(`Waiting: another process is using the database (${answer}).`);
    hasTold = true;
    await delay(RETRY_MS, undefined, { signal });
  }
}

async function ask(socketPath: string, signal: AbortSignal): Promise<string> {
  const asking = httpRequest({ socketPath, path: '/livez', signal });
  asking.end();
  try {
    const [response]: IncomingMessage[] = await once(asking, 'response');
    if (response === undefined) return 'gone';
    if (response.statusCode === 200) {
      response.resume();
      return 'server';
    }
    const answer = answerSchema.safeParse(await json(response));
    return answer.success ? answer.data.message : 'unknown';
  } catch (error) {
    if (signal.aborted || !isConnectionFault(error)) throw error;
    return 'gone';
  }
}

/** Whether the process at the other end of the socket is gone. */
function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  if (error.code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].some(
    (code) => code === error.code,
  );
}

/**
 * Sends a file to the server that holds the database, and calls the listeners as an import in this process would.
 * @throws CallerError OUTCOME_UNKNOWN when stopped after the whole file was sent
 */
export async function importThroughServer(
  socketPath: string,
  { file, texts, isDryRun, signal, as }: EtlRequest & { readonly as: CommandIdentity },
  listeners: ImportListeners,
): Promise<ImportOutcome> {
  const address = new URLSearchParams({ source: file.source, rejectLimit: texts.rejectLimit });
  if (texts.encoding !== undefined) address.set('encoding', texts.encoding);
  if (texts.delimiter !== undefined) address.set('delimiter', texts.delimiter);
  for (const text of texts.map) address.append('map', text);
  for (const text of texts.set) address.append('set', text);
  for (const text of texts.numberFormat ?? []) address.append('numberFormat', text);
  if (texts.forget === true) address.set('forget', 'true');
  if (texts.sheet !== undefined) address.set('sheet', texts.sheet);
  if (texts.dateOrder !== undefined) address.set('dateOrder', texts.dateOrder);
  if (texts.posts !== undefined) address.set('posts', texts.posts);
  if (texts.shrinkLimit !== undefined) address.set('shrinkLimit', texts.shrinkLimit);
  if (texts.allowShrink === true) address.set('allowShrink', 'true');
  if (file.origin !== undefined && file.origin !== null) address.set('origin', file.origin);
  if (file.isSourceGuessed === true) address.set('isSourceGuessed', 'true');
  if (as.organizationId !== undefined) address.set('organizationId', as.organizationId);
  if (as.departmentId !== undefined) address.set('departmentId', as.departmentId);
  if (isDryRun) address.set('dryRun', 'true');
  if (listeners.onRejections !== undefined) address.set('rejections', 'true');
  const sending = httpRequest({
    socketPath,
    method: 'POST',
    path: `/imports?${address}`,
    headers: {
      'content-type': 'application/octet-stream',
      accept: 'application/x-ndjson',
      'user-agent': 'marquee-etl',
      ...(as.token !== undefined && { authorization: `Bearer ${as.token}` }),
    },
    signal,
  });
  const content = file.open();
  let fault: unknown;
  content.once('error', (error) => {
    fault = error;
  });
  sending.on('error', () => undefined);
  try {
    const answered = once(sending, 'response');
    const sent = pipeline(content, sending);
    // The server may answer before it has read the file to its end.
    const [response]: IncomingMessage[] = await Promise.race([answered, sent.then(() => answered)]);
    if (response === undefined) throw new Error('the server gave no answer');
    if (response.statusCode !== 200) throw toCallerError(answerSchema.parse(await json(response)));
    return await readMessages(response, listeners);
  } catch (error) {
    // A file that cannot be read completely breaks the connection: its error is the cause.
    const cause = fault ?? error;
    if (signal.aborted && sending.writableFinished && !isDryRun) throw outcomeUnknown(file.source);
    if (signal.aborted || !isConnectionFault(cause)) throw cause;
    throw serverGone();
  } finally {
    sending.destroy();
    content.destroy();
  }
}

async function readMessages(response: IncomingMessage, listeners: ImportListeners): Promise<ImportOutcome> {
  const lines = createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY });
  // The loop throws the error that ends it; a later one would have no listener and end the process.
  lines.on('error', () => undefined);
  for await (const line of lines) {
    const message = importMessageSchema.parse(JSON.parse(line));
    switch (message.type) {
      case 'waiting':
        listeners.onWait?.(message.reason);
        break;
      case 'notice':
        listeners.onNotice?.(message.notice);
        break;
      case 'progress':
        listeners.onProgress?.(message);
        break;
      case 'rejections':
        await listeners.onRejections?.(message);
        break;
      case 'outcome':
        return message.outcome;
      case 'error':
        throw toCallerError(message);
    }
  }
  throw serverGone();
}

function serverGone(): CallerError {
  return new CallerError(
    'UNAVAILABLE',
    'The connection to the server was lost before the import finished. A file is published as a whole or not at all: import it again.',
  );
}

/** A server that has the whole file publishes it, and tidies up, whether somebody waits or not. */
function outcomeUnknown(source: string): CallerError {
  return new CallerError(
    { code: 'OUTCOME_UNKNOWN', status: 503 },
    `Stopped. The server had all of ${source} and may have published it: the page Imports and \`imports\` of the graph tell. Importing it again does no harm.`,
  );
}

function toCallerError({ code, message }: { code: string; message: string }): CallerError {
  return new CallerError({ code, status: 400 }, message);
}
