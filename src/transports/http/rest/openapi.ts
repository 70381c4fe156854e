import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { z } from 'zod';
import type { RouteDescription } from '../../../platform/rest/index.ts';

/** Where the description is shown to people. */
export const DOCS_PATH = '/docs/rest';

const FILE = { type: 'string', format: 'binary' };

/** How every route refuses. */
const Refusal = z
  .object({
    code: z.string().describe('Stable: for programs.'),
    message: z.string().describe('What was wrong, where, and how to correct it: for people.'),
    requestId: z.string().describe('As in the log and in the header x-request-id.'),
  })
  .loose()
  .describe('The request was refused, or failed.');

/** The page runs its own scripts alone, and speaks to this server alone. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GET /openapi.json from the descriptions of all routes that come after, and the same as a page at {@link DOCS_PATH}. */
export async function serveOpenApi(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Marquee',
        version: '1',
        description:
          'File uploads, downloads and routes for REST clients. Everything else is GraphQL, at /graphql. Field names are accepted in camelCase and snake_case.',
      },
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access token or an API token. On a server without AUTH_SECRET, leave it out.',
          },
        },
      },
    },
    transform: ({ route, url }) => ({ url, schema: toOpenApi(route) }),
  });
  server.get('/openapi.json', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(server.swagger()),
  );
  await server.register(swaggerUi, {
    routePrefix: DOCS_PATH,
    staticCSP: CONTENT_SECURITY_POLICY,
    theme: { title: 'Marquee: REST' },
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list' },
  });
}

function toOpenApi({ config }: Pick<RouteOptions, 'config'>) {
  const route = config?.description;
  if (route === undefined) return { hide: true };
  const { summary, description, tag, params, query, headers, body, answers, isPublic = false } = route;
  return {
    summary,
    ...(description !== undefined && { description }),
    tags: [tag],
    security: isPublic ? [] : [{ token: [] }],
    ...(params && { params: toJsonSchema(params, 'input') }),
    ...(query && { querystring: toJsonSchema(query, 'input') }),
    ...(headers && { headers: toJsonSchema(headers, 'input') }),
    ...(body && {
      body: { content: Object.fromEntries(body.types.map((type) => [type, { schema: schemaOf(body) }])) },
    }),
    response: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, toResponse(answer)])),
      default: toResponse({ description: 'The request was refused, or failed.', schema: Refusal }),
    },
  };
}

function schemaOf({ schema }: NonNullable<RouteDescription['body']>) {
  return schema === undefined ? FILE : toJsonSchema(schema, 'input');
}

function toResponse({ description, type = 'application/json', schema }: RouteDescription['answers'][number]) {
  if (type === null) return { description, type: 'null' };
  return {
    description,
    content: { [type]: { schema: schema === undefined ? FILE : toJsonSchema(schema, 'output') } },
  };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _draft, ...described } = z.toJSONSchema(schema, { io });
  return described;
}
