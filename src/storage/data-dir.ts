import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { join, relative, resolve } from 'node:path';

/** The name of the socket in the data folder that its holder listens on. */
const SOCKET = 'holder.sock';
/** The kernel's bound on a socket's path: 108 bytes with the closing NUL on Linux, 104 on macOS. */
const LONGEST_SOCKET_PATH = 103;

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
 * The holder listens on a socket in the folder. The kernel closes it with its process, so a killed holder leaves
 * nothing to wait for, and another process can reach the holder through it without knowing a port.
 */
export async function holdDataDir(dataDir: string): Promise<HeldDataDir | TakenDataDir> {
  await mkdir(dataDir, { recursive: true });
  const socketPath = shortestPath(join(dataDir, SOCKET));
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(JSON.stringify({ code: 'UNAVAILABLE', message: 'The database is being opened.' }));
  };
  const server = createServer((request, response) => listener(request, response));
  while (!(await listenOn(server, socketPath))) {
    if (await isAnswered(socketPath)) return { held: false, socketPath };
    await removeDeadSocket(socketPath);
  }
  return {
    held: true,
    serve(next) {
      listener = next;
    },
    async release() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
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

async function listenOn(server: Server, socketPath: string): Promise<boolean> {
  server.listen(socketPath);
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (isSystemError(error, 'EADDRINUSE')) return false;
    throw error;
  }
}

async function isAnswered(socketPath: string): Promise<boolean> {
  const socket = connect(socketPath);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if (isSystemError(error, 'ECONNREFUSED') || isSystemError(error, 'ENOENT')) return false;
    throw error;
  } finally {
    socket.destroy();
  }
}

/** Of several processes that find a dead socket, one may have replaced it already: a live one is put back. */
async function removeDeadSocket(socketPath: string): Promise<void> {
  const aside = `${socketPath}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(socketPath, aside);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  if (await isAnswered(aside)) await rename(aside, socketPath);
  else await rm(aside, { force: true });
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
