import type { ExportPreview } from '../../../../src/capabilities/imports/contract.ts';
import { authorizedFetch } from '../../session/access-token.ts';
import { readRefusal } from '../../session/request-error.ts';
import { type ReadingOptions, readingParameters } from '../import-draft.ts';

/** How much of a file is sent to see how it would be understood. */
const BEGINNING_BYTES = 256 * 1024;

/**
 * Asks how a file would be understood.
 * @throws Error with the server's sentence where the file has no header that can be read
 */
export async function requestPreview(
  file: File,
  options: ReadingOptions & { readonly source: string },
  signal: AbortSignal,
): Promise<ExportPreview> {
  const parameters = readingParameters(options);
  if (options.source.trim() !== '') parameters.set('source', options.source);
  // An archive can be unpacked only with its end.
  const isPacked = /\.(?:xlsx|zip)$/i.test(file.name);
  parameters.set('isWhole', String(isPacked || file.size <= BEGINNING_BYTES));
  const response = await authorizedFetch(`/imports/preview?${parameters}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: isPacked ? file : file.slice(0, BEGINNING_BYTES),
    signal,
  });
  if (!response.ok) {
    throw readRefusal(await response.text(), 'The server could not read the file.');
  }
  return response.json();
}
