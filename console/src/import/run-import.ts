import type { ImportMessage } from '../../../src/capabilities/imports/contract.ts';
import { findRequestHeaders } from '../session/access-token.ts';
import { RequestError, readRefusal } from '../session/request-error.ts';
import { recheckOrganization } from '../session/shown-organization.ts';
import { askToSignIn } from '../session/sign-in-wanted.ts';
import { type ImportDraft, readingParameters } from './import-draft.ts';

export type ImportOutcome = Extract<ImportMessage, { type: 'outcome' }>['outcome'];

/** How far an import is. */
export interface ImportProgress {
  /** Bytes that the server took, of the file's size. */
  readonly sent: number;
  readonly read: number;
  readonly rejected: number;
  /** Another import of the same source runs; this one begins after it. */
  readonly isWaiting: boolean;
}

export const NOT_BEGUN: ImportProgress = { sent: 0, read: 0, rejected: 0, isWaiting: false };

interface RunOptions {
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  onProgress(change: Partial<ImportProgress>): void;
}

/**
 * Imports a file, and tells how it goes by the messages that the server sends, one a line. fetch would not tell how
 * much of the body has gone, and shows no answer before all of it has: hence XMLHttpRequest.
 */
export async function runImport(
  draft: ImportDraft,
  { isDryRun, signal, onProgress }: RunOptions,
): Promise<ImportOutcome> {
  const parameters = readingParameters(draft);
  parameters.set('source', draft.source);
  parameters.set('rejectLimit', draft.rejectLimit);
  parameters.set('posts', draft.posts);
  if (draft.allowsShrinking) parameters.set('allowShrink', 'true');
  parameters.set('dryRun', String(isDryRun));
  const headers = await findRequestHeaders();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let taken = 0;
    const readMessages = () => {
      const end = request.responseText.lastIndexOf('\n') + 1;
      const lines = request.responseText.slice(taken, end).split('\n').slice(0, -1);
      taken = end;
      for (const line of lines) {
        const message: ImportMessage = JSON.parse(line);
        if (message.type === 'waiting') onProgress({ isWaiting: true });
        if (message.type === 'progress') {
          onProgress({ read: message.read, rejected: message.rejected, isWaiting: false });
        }
        if (message.type === 'outcome') resolve(message.outcome);
        if (message.type === 'error') reject(new RequestError(message.message, message.requestId));
      }
    };
    request.upload.addEventListener('progress', ({ loaded }) => onProgress({ sent: loaded }));
    request.addEventListener('progress', () => {
      if (request.status === 200) readMessages();
    });
    request.addEventListener('load', () => {
      if (request.status === 401) askToSignIn();
      if (request.status === 409) recheckOrganization();
      if (request.status === 200) readMessages();
      else reject(readRefusal(request.responseText, 'The server refused the file without saying why.'));
    });
    request.addEventListener('error', () =>
      reject(new Error('The connection was lost and nothing was published. Import the file again.')),
    );
    request.addEventListener('abort', () => reject(new Error('Import stopped. Nothing was published.')));
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', `/imports?${parameters}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/x-ndjson');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(draft.file);
  });
}
