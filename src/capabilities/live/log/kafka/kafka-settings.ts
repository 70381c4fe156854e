/** How the log is reached in Kafka. */
export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly topic: string;
  readonly group: string;
  readonly tls: boolean;
  readonly sasl: KafkaLogin | undefined;
  /** A consumer that says nothing for so long is presumed gone, and its partitions go to others. */
  readonly sessionMilliseconds: number;
}

export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

type SaslMechanism = (typeof SASL_MECHANISMS)[number];

/** Who a client of Kafka is. */
export type KafkaLogin = {
  readonly [Mechanism in SaslMechanism]: {
    readonly mechanism: Mechanism;
    readonly username: string;
    readonly password: string;
  };
}[SaslMechanism];

const SESSION_MILLISECONDS = 10_000;

/** Names that begin with a prefix, by which several installations share a cluster. */
export function nameInKafka(
  prefix: string,
): Pick<KafkaSettings, 'clientId' | 'topic' | 'group' | 'sessionMilliseconds'> {
  return {
    clientId: prefix,
    topic: `${prefix}.events`,
    group: `${prefix}.counting`,
    sessionMilliseconds: SESSION_MILLISECONDS,
  };
}
