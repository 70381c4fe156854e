import { describe, expect, it } from 'vitest';
import { createLogger, redactText } from './logging.ts';

async function logLines(log: (logger: Awaited<ReturnType<typeof createLogger>>) => void) {
  const lines: string[] = [];
  log(
    await createLogger(
      { environment: 'production', logLevel: 'info' },
      { write: (line) => void lines.push(line) },
    ),
  );
  return lines;
}

describe('the log', () => {
  it('is a JSON object a line, with level, time and message', async () => {
    const [line = ''] = await logLines((logger) => logger.info({ rows: 3 }, 'loaded'));
    expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'loaded', rows: 3 });
    expect(JSON.parse(line).time).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(line.endsWith('\n')).toBe(true);
  });

  it('holds no message below its level', async () => {
    expect(await logLines((logger) => logger.debug('detail'))).toEqual([]);
  });

  it.each([
    ['authorization', { headers: { authorization: 'Bearer s3cret-token' } }],
    ['a cookie', { req: { headers: { cookie: 'session=s3cret' } } }],
    ['a password', { user: { password: 's3cret' } }],
    ['a key', { apiKey: 's3cret' }],
    ['an address', { config: { databaseUrl: 'postgresql://marquee:s3cret@db:5432/marquee' } }],
    ['an address in a text', { note: 'no answer from redis://:s3cret@cache:6379/0' }],
    ['an address with a strange password', { note: 'postgresql://u:s3cret:p?w#1@db/x is wrong' }],
    ["an error's message and stack", { err: new Error('connect postgresql://marquee:s3cret@db failed') }],
    [
      "an error's cause",
      { err: new Error('outer', { cause: new Error('Authorization: Bearer s3cret-token') }) },
    ],
    ["a provider's key", { note: 'used sk-proj-s3cret123456' }],
  ])('keeps secrets out: %s', async (_name, fields) => {
    const lines = await logLines((logger) => logger.error(fields, 'failed'));
    expect(lines.join('')).not.toMatch(/s3cret/);
    expect(JSON.parse(lines[0] ?? '').msg).toBe('failed');
  });

  it('leaves addresses without a password as they are', () => {
    const text = '{"url":"http://127.0.0.1:4000/graphql","next":"https://x.example:8080/a@b"}';
    expect(redactText(text)).toBe(text);
  });
});
