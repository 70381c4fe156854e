import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

const HEALTH_ROUTES: ReadonlySet<string | undefined> = new Set(['/livez', '/readyz', '/metrics']);

/**
 * A server for probes and for Prometheus alone, which waits for a port of its own: connections are accepted in the order in
 * which they come, so that behind a few thousand new clients a probe would wait for as long as it takes to accept them all.
 * @param answer answers every route; only those of health reach it
 */
export function createHealthServer(answer: RequestListener): Server {
  return createServer((request, response) => {
    if (HEALTH_ROUTES.has(request.url?.split('?')[0])) answer(request, response);
    else response.writeHead(404).end();
  });
}

/** Resolves once the server listens; rejects where the port is taken. */
export async function listenOnPort(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port });
  await once(server, 'listening');
}
