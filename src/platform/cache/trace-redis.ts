import type { Redis } from 'ioredis';
import type { Tracing } from '../telemetry/tracing.ts';

/** Gives every command of this connection a span by its name; keys and values are not told. */
export function traceRedis(redis: Redis, tracing: Tracing): Redis {
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    const attributes = { 'db.system.name': 'redis', 'db.operation.name': command.name };
    const span = tracing.begin({ name: `redis ${command.name}`, kind: 'client', attributes });
    if (span === undefined) return send(command, stream);
    const sent = span.run(() => send(command, stream));
    command.promise.then(
      () => span.end(),
      () => {
        span.fail('redis');
        span.end();
      },
    );
    return sent;
  };
  return redis;
}
