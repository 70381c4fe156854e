import type { Logger } from 'pino';
import { z } from 'zod';
import type { LoggedEvent } from '../../event/event.ts';
import { toRow } from '../row.ts';
import type { SentMessage, StoredMessage } from './kafka-driver.ts';

/** What a broker takes of one partition at once is 1 MB by default: half of it is left for what is around the values. */
const MOST_BYTES_AT_ONCE = 512 * 1024;

/** What is read of a message as long as it is ours: SQL takes the others out of the text. */
const Message = z.looseObject({
  organization_id: z.string(),
  event_id: z.string(),
  campaign_id: z.string(),
  influencer_id: z.string(),
  post_id: z.string(),
  kind: z.string(),
  count: z.int(),
  at: z.iso.datetime(),
  is_public: z.boolean(),
  accepted_at: z.iso.datetime(),
});

/** An event as a message: the same partition for all of a campaign. */
export function toMessage(event: LoggedEvent, acceptedAt: Date, partitions: number): SentMessage {
  const { partition, ...row } = toRow(event);
  return {
    key: `${event.organizationId}/${event.campaignId}`,
    partition: partition % partitions,
    value: JSON.stringify({ ...row, at: row.at ?? acceptedAt, accepted_at: acceptedAt }),
  };
}

/** Messages in as many parts as it takes for none to have more of one partition than a broker takes at once. */
export function* inParts(messages: readonly SentMessage[]): Generator<SentMessage[]> {
  let part: SentMessage[] = [];
  let bytes = new Map<number, number>();
  for (const message of messages) {
    const size = Buffer.byteLength(message.value) + Buffer.byteLength(message.key);
    const grown = (bytes.get(message.partition) ?? 0) + size;
    if (grown > MOST_BYTES_AT_ONCE && part.length > 0) {
      yield part;
      part = [];
      bytes = new Map();
    }
    part.push(message);
    bytes.set(message.partition, (bytes.get(message.partition) ?? 0) + size);
  }
  if (part.length > 0) yield part;
}

/** Events that were read, as a JSON array, and when the last of them was accepted. */
export interface ReadMessages {
  readonly json: string;
  /** null where none of the messages is an event. */
  readonly acceptedAt: Date | null;
}

/** The events among messages. What somebody else has put into the topic is passed over, and told. */
export function readMessages(messages: readonly StoredMessage[], logger: Logger): ReadMessages {
  const rows: string[] = [];
  let acceptedAt: string | null = null;
  for (const { value, offset } of messages) {
    const text = value?.toString() ?? '';
    const read = Message.safeParse(parseJson(text));
    if (read.success) {
      rows.push(text);
      acceptedAt = read.data.accepted_at;
    } else logger.error({ offset }, 'a message in the topic of events is no event, and was passed over');
  }
  return { json: `[${rows.join(',')}]`, acceptedAt: acceptedAt === null ? null : new Date(acceptedAt) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
