import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { describeRoute } from '../../../platform/rest/index.ts';
import { PreviewAnswer } from '../run/import-answers.ts';
import { parseImportOptions } from '../run/import-options.ts';
import { CONTENT_TYPES, type ImportRouteDeps } from '../serving/import.route.ts';
import { faultInRouteWords, inRouteWords, readParameters } from '../serving/route-words.ts';
import { previewExport } from './preview.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const Query = z.strictObject({
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  map: texts.default([]),
  set: texts.default([]),
  numberFormat: texts.default([]),
  dateOrder: z.string().optional(),
  sheet: z.string().optional(),
  /** Whether the body is the whole file rather than its beginning. */
  isWhole: z.enum(['true', 'false']).default('false'),
});

/**
 * POST /imports/preview with the beginning of a file (256 KB are plenty) as its body: how POST /imports would read it.
 * It changes nothing.
 */
export function registerPreviewRoute(
  server: FastifyInstance,
  { authorize }: Pick<ImportRouteDeps, 'authorize'>,
): void {
  const description = describeRoute({
    tag: 'Imports',
    summary: 'How a file would be understood',
    description: 'The body is the beginning of the file; 256 KB are plenty. Nothing is changed.',
    query: Query,
    body: { types: CONTENT_TYPES },
    answers: {
      200: { description: 'Its encoding, its columns, and its first rows.', schema: PreviewAnswer },
    },
  });
  server.post('/imports/preview', description, async (request) => {
    await authorize(request);
    const { isWhole, ...options } = readParameters(Query, request.query);
    const body = request.body;
    if (!(body instanceof Readable))
      throw new CallerError('BAD_USER_INPUT', 'The request has no body: send the beginning of the file.');
    const { readOptions } = parseImportOptions({ ...options, rejectLimit: '10%' });
    const preview = await previewExport(body, readOptions, isWhole === 'true').catch((error: unknown) => {
      throw faultInRouteWords(error);
    });
    return {
      ...preview,
      notices: preview.notices.map(inRouteWords),
      problems: preview.problems.map(inRouteWords),
    };
  });
}
