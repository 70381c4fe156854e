import { expect, it } from 'vitest';
import { mayReadMetrics } from './metrics-access.ts';

it.each([
  ['127.0.0.1', {}, undefined, true],
  ['::1', {}, undefined, true],
  ['::ffff:10.2.3.4', {}, undefined, true],
  ['203.0.113.9', {}, undefined, false],
  ['2001:db8::1', {}, undefined, false],
  ['10.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, undefined, false],
  ['127.0.0.1', {}, 'a token of sixteen', false],
  ['203.0.113.9', { authorization: 'Bearer a token of sixteen' }, 'a token of sixteen', true],
  ['203.0.113.9', { authorization: 'Bearer another' }, 'a token of sixteen', false],
])('metrics for %s with %o and the token %s: %s', (ip, headers, token, expected) => {
  expect(mayReadMetrics({ ip, headers }, token)).toBe(expected);
});
