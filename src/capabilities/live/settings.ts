import { z } from 'zod';
import { integer, list, setting, truth, type ValuesOf } from '../../platform/settings/setting.ts';
import { SASL_MECHANISMS } from './log/kafka/kafka-settings.ts';

/** The settings of live metrics. */
export const liveSettings = {
  isConsumer: setting('EVENT_CONSUMER', truth().default(true), {
    takes: 'true or false',
    about:
      'Whether the server counts events. With false it only accepts them, for a process that does: npm run consume, or another server.',
  }),
  eventsPerMinute: setting('EVENTS_PER_MINUTE', integer(0, 1_000_000_000, 1_000_000), {
    takes: 'a number from 0 (no limit) to 1000000000',
    about:
      'How many events one organization may send in a minute. Those of public write keys are not among them.',
  }),
  lagLimit: setting('EVENT_LAG_LIMIT', integer(1_000, 1_000_000_000, 1_000_000), {
    takes: 'a number from 1000 to 1000000000',
    about: 'How many accepted events may wait to be counted. Beyond it, senders are told to wait.',
  }),
  idDays: setting('EVENT_ID_DAYS', integer(2, 365, 7), {
    takes: 'days from 2 to 365',
    about: 'How long the ids of events are remembered: one that comes again within them is counted once.',
  }),
  logDays: setting('EVENT_LOG_DAYS', integer(1, 365, 2), {
    takes: 'days from 1 to 365',
    about: 'How long events are kept as they came. One that is not counted yet stays.',
  }),
  minuteDays: setting('EVENT_MINUTE_DAYS', integer(3, 365, 3), {
    takes: 'days from 3 to 365',
    about: 'How long sums of events by the minute are kept.',
  }),
  hourDays: setting('EVENT_HOUR_DAYS', integer(3, 36_500, 62), {
    takes: 'days from 3 to 36500',
    about: 'How long sums of events by the hour are kept. Those by the day, and totals, stay.',
  }),
  kafkaBrokers: setting(
    'KAFKA_BROKERS',
    list(isBroker)
      .refine((brokers) => brokers.length > 0)
      .optional(),
    {
      takes: 'addresses such as kafka-1.example.internal:9092, separated by commas',
      about:
        'Keeps accepted events in Kafka until they are counted; the same in every process. Without it they wait in the database.',
    },
  ),
  kafkaPrefix: setting(
    'KAFKA_PREFIX',
    z
      .string()
      .regex(/^[\w.-]{1,200}$/)
      .default('marquee'),
    {
      takes: 'up to 200 letters, digits, dots, hyphens and underscores',
      about:
        'What names in Kafka begin with: the topic is PREFIX.events, the group of consumers PREFIX.counting, the client PREFIX.',
    },
  ),
  kafkaUsesTls: setting('KAFKA_TLS', truth().default(false), {
    takes: 'true or false',
    about:
      'Whether brokers are reached by TLS. Certificates of an authority of your own go into NODE_EXTRA_CA_CERTS.',
  }),
  kafkaMechanism: setting('KAFKA_SASL_MECHANISM', z.enum(SASL_MECHANISMS).default('scram-sha-512'), {
    takes: SASL_MECHANISMS.join(', '),
    about: 'How KAFKA_USER signs in.',
  }),
  kafkaUser: setting('KAFKA_USER', z.string().min(1).optional(), {
    takes: 'the name of a user of the brokers',
    about: 'Who the server is to the brokers, by SASL. It takes KAFKA_PASSWORD too.',
  }),
  kafkaPassword: setting('KAFKA_PASSWORD', z.string().min(1).optional(), {
    takes: 'the password of KAFKA_USER',
    about: 'Goes with KAFKA_USER.',
    isSecret: true,
  }),
};

/** A host and a port; an IPv6 address in brackets. */
function isBroker(text: string): boolean {
  return /^(?:[\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i.test(text) && Number(text.split(':').at(-1)) <= 65_535;
}

export type LiveSettings = ValuesOf<typeof liveSettings>;
