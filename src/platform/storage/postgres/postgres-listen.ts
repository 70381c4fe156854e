import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Database, ListenHandlers } from '../database.ts';

const RECONNECT_FIRST_MS = 100;
const RECONNECT_LAST_MS = 5_000;

/** One connection on which a process hears every channel. */
export interface ListenConnection {
  /** See {@link Database.listen}. The connection is made with the first channel. */
  readonly listen: Database['listen'];
  close(): Promise<void>;
}

/** Makes the connection when it is first needed, and anew, with growing pauses, whenever it is lost. */
export function createListenConnection(connect: () => Promise<pg.Client>, logger: Logger): ListenConnection {
  const channels = new Map<string, Set<ListenHandlers>>();
  const stopped = new AbortController();
  /** Undefined while there is none, or while it is lost. */
  let current: pg.Client | undefined;
  /** The first one, or the try to make it. */
  let first: Promise<void> | undefined;

  const tellAll = (event: 'onConnected' | 'onDisconnected') => {
    for (const listeners of channels.values()) for (const handlers of listeners) handlers[event]();
  };
  const listenTo = (client: pg.Client, channel: string) =>
    client.query(`listen ${client.escapeIdentifier(channel)}`);

  const start = async () => {
    const client = await connect();
    client.on('notification', ({ channel, payload = '' }) => {
      for (const { onMessage } of channels.get(channel) ?? []) onMessage(payload);
    });
    try {
      for (const channel of channels.keys()) await listenTo(client, channel);
      stopped.signal.throwIfAborted();
    } catch (error) {
      await client.end();
      throw error;
    }
    current = client;
    client.once('end', () => {
      current = undefined;
      if (stopped.signal.aborted) return;
      tellAll('onDisconnected');
      void reconnect();
    });
  };

  const reconnect = async () => {
    for (
      let pause = RECONNECT_FIRST_MS;
      !stopped.signal.aborted;
      pause = Math.min(pause * 2, RECONNECT_LAST_MS)
    ) {
      try {
        await delay(pause, undefined, { signal: stopped.signal });
        await start();
        tellAll('onConnected');
        return;
      } catch (error) {
        if (!stopped.signal.aborted) logger.warn({ err: error }, 'still no connection to listen on');
      }
    }
  };

  const stop = (channel: string, handlers: ListenHandlers) => {
    const listeners = channels.get(channel);
    listeners?.delete(handlers);
    if (listeners?.size === 0) channels.delete(channel);
  };

  return {
    async listen(channel, handlers) {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(handlers));
      try {
        first ??= start();
        await first;
        const client = current;
        // While it is lost, whoever makes it anew listens to every channel.
        if (client !== undefined) {
          await listenTo(client, channel).catch((error: unknown) => {
            if (client === current) throw error;
          });
          if (client === current) handlers.onConnected();
        }
      } catch (error) {
        stop(channel, handlers);
        if (current === undefined && channels.size === 0) first = undefined;
        throw error;
      }
      return async () => {
        stop(channel, handlers);
        // Another one may have begun to listen meanwhile: then nothing is given up.
        if (!channels.has(channel)) {
          await current?.query(`unlisten ${current.escapeIdentifier(channel)}`).catch(() => undefined);
          if (channels.has(channel) && current !== undefined) await listenTo(current, channel);
        }
      };
    },
    async close() {
      stopped.abort();
      await current?.end();
    },
  };
}
