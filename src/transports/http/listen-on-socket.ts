import { chmod, unlink } from 'node:fs/promises';
import type { Server } from 'node:http';

/** Listens on a Unix socket that only this user opens; a file that an earlier process left behind is replaced. */
export async function listenOnSocket(server: Server, path: string): Promise<void> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
  await chmod(path, 0o600);
}
