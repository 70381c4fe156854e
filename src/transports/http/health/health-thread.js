// JavaScript, as a thread does not get the loader that reads TypeScript in its parent.
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * @import { ServerResponse } from 'node:http'
 * @import { MessagePort } from 'node:worker_threads'
 * @import { FromHealthThread, HealthAnswer, HealthThreadStart, ToHealthThread } from './messages.ts'
 */

const REPEATABLE = new Set(['/livez', '/readyz']);
const ROUTES = new Set([...REPEATABLE, '/metrics']);

/**
 * Passes requests on to the server's own thread. Where that is busy with a burst of others, a probe is given the answer of
 * the probe before, as long as that is fresh: a process that has stopped answering is told as such after that time.
 * @param {MessagePort} port
 * @param {HealthThreadStart} start
 */
function serve(port, { host, port: number, patienceMilliseconds, freshMilliseconds }) {
  /** @type {(message: FromHealthThread) => void} */
  const tell = (message) => port.postMessage(message);
  /** @type {Map<number, { readonly probe: string | undefined, readonly response: ServerResponse }>} */
  const open = new Map();
  /** @type {Map<string, { readonly answer: HealthAnswer, readonly at: number }>} */
  const last = new Map();
  let id = 0;

  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const path = url.split('?')[0] ?? '/';
    const { method, headers, socket } = request;
    if ((method !== 'GET' && method !== 'HEAD') || !ROUTES.has(path))
      return void response.writeHead(404).end();
    const question = ++id;
    const probe = REPEATABLE.has(path) ? `${method} ${path}` : undefined;
    open.set(question, { probe, response });
    tell({ kind: 'question', id: question, method, url, headers, remoteAddress: socket.remoteAddress ?? '' });
    const timer = setTimeout(() => {
      const known = probe === undefined ? undefined : last.get(probe);
      if (known !== undefined && performance.now() - known.at < freshMilliseconds)
        settle(question, known.answer);
    }, patienceMilliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      open.delete(question);
    });
  });
  /** @type {(question: number, answer: HealthAnswer) => void} */
  const settle = (question, { status, headers, body }) => {
    const asked = open.get(question);
    open.delete(question);
    asked?.response.writeHead(status, headers).end(body);
  };

  port.on('message', (/** @type {ToHealthThread} */ message) => {
    switch (message.kind) {
      case 'answer': {
        const probe = open.get(message.id)?.probe;
        if (probe !== undefined) last.set(probe, { answer: message, at: performance.now() });
        settle(message.id, message);
        break;
      }
      case 'forget':
        last.clear();
        break;
      case 'close':
        server.close();
        server.closeAllConnections();
        port.close();
        break;
    }
  });
  server.once('error', (error) => {
    tell({ kind: 'failed', error });
    port.close();
  });
  server.listen({ host, port: number }, () => tell({ kind: 'listening' }));
}

if (parentPort !== null) serve(parentPort, workerData);
