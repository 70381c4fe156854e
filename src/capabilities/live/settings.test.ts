import { expect, it } from 'vitest';
import { findFaults, readSection } from '../../platform/settings/read-settings.ts';
import { checkServing } from './check-serving.ts';
import { liveSettings } from './settings.ts';

it.each([
  ['127.0.0.1:9092', ['127.0.0.1:9092']],
  ['kafka-1.example.internal:9092, kafka-2:9093', ['kafka-1.example.internal:9092', 'kafka-2:9093']],
  ['[2001:db8::1]:9092', ['[2001:db8::1]:9092']],
])('takes brokers as %s', (text, brokers) => {
  expect(readSection(liveSettings, { KAFKA_BROKERS: text }).kafkaBrokers).toEqual(brokers);
});

it.each(['kafka', 'kafka:', 'kafka:99999', 'http://kafka:9092', ' , '])(
  'takes no brokers as "%s"',
  (text) => {
    expect(findFaults(liveSettings, { KAFKA_BROKERS: text })).toMatchObject([{ variable: 'KAFKA_BROKERS' }]);
  },
);

it('refuses a login for Kafka that is half of one', () => {
  const check = (given: Readonly<Record<string, string>>) =>
    checkServing(readSection(liveSettings, given)).map(({ variable }) => variable);
  expect(check({})).toEqual([]);
  expect(check({ KAFKA_USER: 'marquee', KAFKA_PASSWORD: 'secret' })).toEqual([]);
  expect(check({ KAFKA_USER: 'marquee' })).toEqual(['KAFKA_PASSWORD']);
  expect(check({ KAFKA_PASSWORD: 'secret' })).toEqual(['KAFKA_USER']);
});
