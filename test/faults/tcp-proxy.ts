import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut, as when the server or the network between is gone. */
export interface TcpProxy {
  readonly port: number;
  /** Ends every connection, and refuses new ones until {@link TcpProxy.mend}. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Ends every connection at once, and takes new ones as before. */
  reset(): void;
  /** Lets nothing through, as when the server hangs: connections stay open. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

/** Stands between the product and a server on loopback. */
export async function openTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [near: Socket, far: Socket]>();
  let isHeld = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const join = (near: Socket) => {
    const far = connect(targetPort, '127.0.0.1');
    keep(near);
    keep(far);
    const pair = [near, far] as const;
    pairs.add(pair);
    if (!isHeld) near.pipe(far).pipe(near);
    near.once('close', () => {
      pairs.delete(pair);
      far.destroy();
    });
    far.once('close', () => near.destroy());
  };
  let server = await listen(0, join);
  const port = portOf(server);
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const cut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    reset();
    await closed;
  };
  return {
    port,
    cut,
    reset,
    hold() {
      isHeld = true;
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    release() {
      isHeld = false;
      for (const [near, far] of pairs) near.pipe(far).pipe(near);
    },
    async mend() {
      server = await listen(port, join);
    },
    close: cut,
  };
}

async function listen(port: number, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on TCP');
  return address.port;
}
