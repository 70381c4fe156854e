import { afterAll, beforeAll, describe } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../../test/databases.ts';
import { hasKafka, type MockCluster, startMockCluster } from '../../../../../test/kafka/mock-cluster.ts';
import type { Database } from '../../../../platform/storage/database.ts';
import { openPostgres } from '../../../../platform/storage/postgres/postgres.ts';
import { describeLogContract } from '../log-contract.fixture.ts';
import { openKafkaLog } from './kafka-log.ts';
import { nameInKafka } from './kafka-settings.ts';

const TOPIC = 'events';

describe.skipIf(!hasKafka && process.env.CI === undefined)('a log in Kafka', () => {
  let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let database: Database;
  let cluster: MockCluster;

  beforeAll(async () => {
    created = await createPostgresDatabase();
    database = openPostgres(created.url, silentLogger);
    cluster = await startMockCluster(TOPIC, 8);
  });
  afterAll(async () => {
    await cluster.close();
    await database.close();
    await created.drop();
  });

  describeLogContract(
    () => database,
    () =>
      openKafkaLog({
        settings: {
          ...nameInKafka('marquee'),
          brokers: cluster.brokers,
          topic: TOPIC,
          tls: false,
          sasl: undefined,
          sessionMilliseconds: 3_000,
        },
        idDays: 7,
        database,
        logger: silentLogger,
      }),
  );
});
