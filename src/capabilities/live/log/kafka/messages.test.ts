import { expect, it } from 'vitest';
import { silentLogger } from '../../../../../test/databases.ts';
import type { LoggedEvent } from '../../event/event.ts';
import { inParts, readMessages, toMessage } from './messages.ts';

const ACCEPTED = new Date('2026-03-01T12:00:00.123Z');
const EVENT: LoggedEvent = {
  organizationId: 'o',
  id: 'e',
  campaignId: 'c',
  influencerId: 'i',
  postId: null,
  kind: 'VIEW',
  count: 2,
  at: null,
  attributes: null,
  isPublic: false,
};

it('reads what it wrote', () => {
  const message = toMessage(EVENT, ACCEPTED, 4);
  expect(message.partition).toBeLessThan(4);
  const { json, acceptedAt } = readMessages(
    [{ offset: '7', value: Buffer.from(message.value) }],
    silentLogger,
  );
  expect(acceptedAt).toEqual(ACCEPTED);
  expect(JSON.parse(json)).toEqual([
    expect.objectContaining({ event_id: 'e', post_id: '', count: 2, at: ACCEPTED.toISOString() }),
  ]);
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['other JSON', '[]'],
  ['an event without its organization', JSON.stringify({ event_id: 'e' })],
  ['a count that is none', toMessage(EVENT, ACCEPTED, 1).value.replace('"count":2', '"count":"2; drop"')],
])('passes over what is no event: %s', (_what, text) => {
  const value = text === null ? null : Buffer.from(text);
  const good = Buffer.from(toMessage(EVENT, ACCEPTED, 1).value);
  const read = readMessages(
    [
      { offset: '1', value },
      { offset: '2', value: good },
    ],
    silentLogger,
  );
  expect(JSON.parse(read.json)).toHaveLength(1);
  expect(readMessages([{ offset: '1', value }], silentLogger)).toEqual({ json: '[]', acceptedAt: null });
});

it('sends no more of a partition at once than a broker takes, and all in order', () => {
  const messages = Array.from({ length: 5_000 }, (_, number) => ({
    partition: number % 3,
    key: 'o/c',
    value: `${number}`.padEnd(600, ' '),
  }));
  const large = { partition: 1, key: 'o/c', value: 'x'.repeat(900_000) };
  const parts = [...inParts([...messages, large])];
  expect(parts.flat()).toEqual([...messages, large]);
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) {
    for (const partition of [0, 1, 2]) {
      const own = part.filter((message) => message.partition === partition);
      const bytes = own.reduce((sum, { value }) => sum + value.length, 0);
      if (own.length > 1) expect(bytes).toBeLessThanOrEqual(512 * 1024);
    }
  }
});
