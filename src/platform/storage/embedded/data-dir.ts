import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolder } from './make-folder.ts';

/** The sockets in the data folder, one for each process that holds it or wants to: a name is never used twice. */
const SOCKET = /^holder-[0-9a-f]{8}\.sock$/;
/** The kernel's bound on a socket's path: 108 bytes with the closing NUL on Linux, 104 on macOS. */
const LONGEST_SOCKET_PATH = 103;
/** What connecting gives where nobody listens, or is just ceasing to. */
const GONE = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET'];
/** How long those who met step back, at the least and at the most, so that they do not meet again. */
const STEP_BACK_MS = [10, 60] as const;
/** How long the last answers may take to arrive when the folder is given back. */
const LAST_ANSWERS_MS = 1_000;

/** The folder is ours until `release`, or until this process ends in whatever way. */
export interface HeldDataDir {
  readonly held: true;
  /** Answers, from now on, the requests of other processes that want the folder. Until then they are told to wait. */
  serve(listener: RequestListener): void;
  release(): Promise<void>;
}

/** Another process has the folder; it answers HTTP on this socket. */
export interface TakenDataDir {
  readonly held: false;
  readonly socketPath: string;
}

/**
 * Takes the folder of an embedded database for this process, or says that another one has it.
 *
 * Whoever wants it listens on a socket of its own in the folder, and only then looks for others. Of two, the one that
 * looks last sees the other: both may step back, and never do both go on. The kernel closes a socket with its process,
 * so a killed holder leaves nothing to wait for; as no name comes again, a dead socket stays dead and can be removed.
 */
export async function holdDataDir(dataDir: string): Promise<HeldDataDir | TakenDataDir> {
  await makeFolder(dataDir);
  for (;;) {
    const name = `holder-${randomBytes(4).toString('hex')}.sock`;
    const claim = await openClaim(shortestPath(join(dataDir, name)));
    const others = await listSockets(dataDir);
    const rival = await findAnswered(others.filter((other) => other.name !== name));
    const isListed = others.some((other) => other.name === name);
    if (rival === undefined && isListed) {
      await Promise.all(others.map((other) => other.name !== name && rm(other.path, { force: true })));
      return claim;
    }
    await claim.release();
    if (rival === undefined) continue;
    await delay(STEP_BACK_MS[0] + Math.random() * (STEP_BACK_MS[1] - STEP_BACK_MS[0]));
    // Who only wanted the folder has stepped back by now as well; who is still there has it.
    if (await isAnswered(rival.path)) return { held: false, socketPath: rival.path };
  }
}

/** The socket of the process that has the folder now; undefined where nobody has. Only looks: it takes nothing. */
export async function findHolder(dataDir: string): Promise<string | undefined> {
  return (await findAnswered(await listSockets(dataDir)))?.path;
}

async function openClaim(socketPath: string): Promise<HeldDataDir> {
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(JSON.stringify({ code: 'UNAVAILABLE', message: 'The database is being opened.' }));
  };
  const server = createServer((request, response) => listener(request, response));
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    held: true,
    serve(next) {
      listener = next;
    },
    release: () => closeWithGrace(server),
  };
}

/** Takes the socket away, and lets answers that are under way arrive. */
async function closeWithGrace(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await closed;
  clearTimeout(cut);
}

interface FoundSocket {
  readonly name: string;
  readonly path: string;
}

async function listSockets(dataDir: string): Promise<FoundSocket[]> {
  const names = await readdir(dataDir);
  return names
    .filter((name) => SOCKET.test(name))
    .map((name) => ({ name, path: shortestPath(join(dataDir, name)) }));
}

async function findAnswered(sockets: readonly FoundSocket[]): Promise<FoundSocket | undefined> {
  for (const socket of sockets) if (await isAnswered(socket.path)) return socket;
  return undefined;
}

function shortestPath(path: string): string {
  const absolute = resolve(path);
  const fromHere = relative(process.cwd(), absolute);
  const shortest = fromHere.length < absolute.length ? fromHere : absolute;
  if (Buffer.byteLength(shortest) > LONGEST_SOCKET_PATH) {
    throw new Error(
      `DATA_DIR is too deep: the path of its socket, ${shortest}, has more than ${LONGEST_SOCKET_PATH} bytes. Take a shorter one.`,
    );
  }
  return shortest;
}

async function isAnswered(socketPath: string): Promise<boolean> {
  const socket = connect(socketPath);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if (GONE.some((code) => isSystemError(error, code))) return false;
    // So many ask that the kernel queues no more of them.
    if (isSystemError(error, 'EAGAIN')) return true;
    throw error;
  } finally {
    socket.destroy();
  }
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
