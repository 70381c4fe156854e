import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpenSpan, Tracing } from '../../../platform/telemetry/tracing.ts';

/** Asked by machines every few seconds: nobody looks for these in a trace. */
const UNTRACED: ReadonlySet<string | undefined> = new Set(['/livez', '/readyz', '/metrics']);

/** Begins a span with each request, in the trace that its traceparent names, and ends it with the answer. */
export function traceRequests(fastify: FastifyInstance, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  const end = (request: FastifyRequest) => {
    spans.get(request)?.end();
    spans.delete(request);
  };
  fastify.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url;
    if (UNTRACED.has(route)) return;
    const { headers, id, method } = request;
    const span = tracing.receive(headers, {
      name: `${method} ${route ?? 'unknown'}`,
      kind: 'server',
      attributes: {
        'http.request.method': method,
        'marquee.request_id': id,
        ...(route !== undefined && { 'http.route': route }),
      },
    });
    spans.set(request, span);
  });
  // Not earlier: reading a body comes back in the context of its socket.
  fastify.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else span.run(done);
  });
  fastify.addHook('onResponse', async (request, { statusCode }) => {
    const span = spans.get(request);
    span?.note({ 'http.response.status_code': statusCode });
    if (statusCode >= 500) span?.fail(String(statusCode));
    end(request);
  });
  fastify.addHook('onRequestAbort', async (request) => {
    spans.get(request)?.fail('aborted');
    end(request);
  });
}
