import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ListenHandlers } from '../database.ts';

const RECONNECT_FIRST_MS = 100;
const RECONNECT_LAST_MS = 5_000;

/**
 * Listens to a channel on a connection of its own, and connects again, with growing pauses, whenever that is lost.
 * @returns a function that stops it
 * @throws if the first connection cannot be made
 */
export async function listenWithReconnect(
  connect: () => Promise<pg.Client>,
  channel: string,
  handlers: ListenHandlers,
  logger: Logger,
): Promise<() => Promise<void>> {
  const stopped = new AbortController();
  let current: pg.Client | undefined;

  const start = async (): Promise<pg.Client> => {
    const client = await connect();
    client.on('notification', (message) => {
      if (message.channel === channel) handlers.onMessage(message.payload ?? '');
    });
    try {
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end();
      throw error;
    }
    client.once('end', () => {
      if (stopped.signal.aborted) return;
      handlers.onDisconnected();
      void reconnect();
    });
    handlers.onConnected();
    return client;
  };

  const reconnect = async () => {
    for (
      let pause = RECONNECT_FIRST_MS;
      !stopped.signal.aborted;
      pause = Math.min(pause * 2, RECONNECT_LAST_MS)
    ) {
      try {
        await delay(pause, undefined, { signal: stopped.signal });
        current = await start();
        if (stopped.signal.aborted) await current.end();
        return;
      } catch (error) {
        if (!stopped.signal.aborted) logger.warn({ err: error, channel }, 'still no connection to listen on');
      }
    }
  };

  current = await start();
  return async () => {
    stopped.abort();
    await current?.end();
  };
}
