import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { GraphQLError } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { translateGraphQLError } from '../../transports/http/errors/errors.ts';
import { describeFailure } from '../jobs/job-failure.ts';
import { setting } from '../settings/setting.ts';
import { createLogger } from './logging.ts';
import { keepSecrets, listSecretValues, redactSecrets } from './secret-values.ts';
import { withoutSecrets } from './span-secrets.ts';

const KEY = 'gsk_0123456789abcdef';
const notes = { takes: 'a text', about: 'Something.' };
const SECTION = {
  key: setting('KEY', z.string(), { ...notes, isSecret: true }),
  keys: setting('KEYS', z.string(), { ...notes, isSecret: true }),
  address: setting('ADDRESS', z.string(), { ...notes, isSecret: true }),
  folder: setting('FOLDER', z.string(), notes),
};

afterEach(() => keepSecrets([]));

describe('what a secret setting holds', () => {
  it('is its value, each part of a list, and the password of an address', () => {
    const values = listSecretValues([SECTION], {
      KEY,
      KEYS: 'first-of-two, second-of-two',
      ADDRESS: 'postgresql://marquee:p%40ssw0rd-long@db/marquee',
      FOLDER: 'not-a-secret-at-all',
    });
    expect(values).toEqual(
      expect.arrayContaining([KEY, 'first-of-two', 'second-of-two', 'p%40ssw0rd-long', 'p@ssw0rd-long']),
    );
    expect(values).not.toContain('not-a-secret-at-all');
  });

  it.each([
    ['is too short to be told from other texts', { KEY: 'short' }],
    ['is the name of the user too', { ADDRESS: 'postgresql://marquee1:marquee1@db/other' }],
  ])('is nothing where it %s', (_name, environment) => {
    expect(listSecretValues([SECTION], environment).filter((value) => !value.includes('://'))).toEqual([]);
  });
});

describe('a secret of the process', () => {
  it.each([
    ['as it is', `401: ${KEY} is not a key`],
    ['in the address of a request', `https://model.example.com/?key=${encodeURIComponent(KEY)}`],
    ['in base64', `basic ${Buffer.from(KEY).toString('base64')}`],
  ])('is taken out of a text %s', (_name, text) => {
    keepSecrets([KEY]);
    expect(redactSecrets(text)).not.toContain(KEY);
    expect(redactSecrets(text)).toContain('[redacted]');
  });

  it('stands in no line of the log, whatever field it came in, and escaped as it is there', async () => {
    const strange = 'a "strange" \\ secret';
    keepSecrets([KEY, strange]);
    const lines: string[] = [];
    const logger = await createLogger(
      { environment: 'production', logLevel: 'info' },
      { write: (line) => void lines.push(line) },
    );
    logger.error(
      { err: new Error(`401 ${KEY}`, { cause: new Error(strange) }), body: { text: strange } },
      `said ${KEY}`,
    );
    expect(lines.join('')).not.toMatch(/gsk_0123|strange/);
    expect(JSON.parse(lines[0] ?? '').msg).toBe('said [redacted]');
  });

  it('stands in no span, no error and no record of a job', () => {
    keepSecrets([KEY]);
    const span = {
      name: `ask ${KEY}`,
      attributes: { 'url.full': `https://x/?k=${KEY}`, count: 3, list: ['a', KEY] },
      events: [{ name: 'exception', attributes: { 'exception.message': KEY }, time: [0, 0] }],
      status: { code: 2, message: KEY },
    } as unknown as ReadableSpan;
    const redacted = withoutSecrets(span);
    expect(
      JSON.stringify([redacted.name, redacted.attributes, redacted.events, redacted.status]),
    ).not.toContain(KEY);
    expect(redacted.attributes.count).toBe(3);
    const error = new GraphQLError('', { originalError: new CallerError('BAD_USER_INPUT', `no ${KEY}`) });
    expect(JSON.stringify(translateGraphQLError({ message: '' }, error))).not.toContain(KEY);
    expect(describeFailure(new CallerError('UNAVAILABLE', `no ${KEY}`)).message).toBe('no [redacted]');
  });
});
