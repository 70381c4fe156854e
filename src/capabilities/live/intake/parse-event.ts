import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { toCamelCaseKeys, toEnumName } from '../../../platform/rest/index.ts';
import { isStorable } from '../../../platform/storage/storable-text.ts';
import {
  CLOCK_AHEAD_MINUTES,
  type EngagementEvent,
  EVENT_KINDS,
  LARGEST_EVENT_COUNT,
} from '../event/event.ts';
import { isPersonalKey } from './personal-keys.ts';
import type { EventError } from './receipt.ts';

/** What fits an index entry, as ids of exports do. */
const LONGEST_ID_BYTES = 512;
const MOST_ATTRIBUTES = 20;
const LONGEST_ATTRIBUTE = 200;
/** A refusal names fields as they were sent, which may be long. */
const LONGEST_MESSAGE = 600;

const Id = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= LONGEST_ID_BYTES, `at most ${LONGEST_ID_BYTES} bytes`)
  .refine(isStorable, 'no U+0000, and no half of a surrogate pair');

const Attributes = z
  .record(
    z.string().min(1).max(64).refine(isStorable),
    z.union([z.string().max(LONGEST_ATTRIBUTE).refine(isStorable), z.number(), z.boolean()]),
  )
  .refine((attributes) => Object.keys(attributes).length <= MOST_ATTRIBUTES, `at most ${MOST_ATTRIBUTES}`);

/** One event as it is sent. */
export const EventShape = z.strictObject({
  id: Id.describe("The sender's own id: an event that comes again with it is counted once."),
  campaignId: Id.describe('The campaign.'),
  influencerId: Id.describe('The creator whose post it is.'),
  postId: Id.nullish().describe("The platform's own id of the post; leave it out where it is not known."),
  kind: z
    .string()
    .transform(toEnumName)
    .pipe(z.enum(EVENT_KINDS))
    .describe(`${EVENT_KINDS.join(', ')}, in any letter case.`),
  count: z
    .int()
    .min(-LARGEST_EVENT_COUNT)
    .max(LARGEST_EVENT_COUNT)
    .refine((count) => count !== 0, 'not 0')
    .nullish()
    .describe(`How often it happened: 1 by default, up to ${LARGEST_EVENT_COUNT}; below 0 in a correction.`),
  at: z.iso
    .datetime({ offset: true })
    .nullish()
    .describe('When it happened, as ISO 8601 with a time zone; by default when it is accepted.'),
  correction: z
    .boolean()
    .nullish()
    .describe('Whether it corrects what was sent before: count may be below 0 then.'),
  attributes: Attributes.nullish().describe(
    `Up to ${MOST_ATTRIBUTES} texts of ${LONGEST_ATTRIBUTE} characters, numbers or truth values, kept with the event; none of a person.`,
  ),
});

/** An event, or what is wrong with it. */
export type ParsedEvent =
  | { readonly event: EngagementEvent }
  | { readonly id: string | null; readonly error: EventError };

/** Reads one event, its fields in camelCase or snake_case. */
export function parseEvent(value: unknown, now: Date): ParsedEvent {
  const named = readNames(value);
  if ('fault' in named) return refuse(idOf(value), 'INVALID_EVENT', named.fault);
  const read = EventShape.safeParse(named.fields);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    );
    return refuse(idOf(value), 'INVALID_EVENT', `${faults.join('; ')}. ${FIELDS}`);
  }
  const { correction, ...given } = read.data;
  const count = given.count ?? 1;
  if (count < 0 && correction !== true) {
    return refuse(given.id, 'INVALID_EVENT', 'count: below 0 only in a correction, with "correction": true.');
  }
  const at = given.at == null ? null : new Date(given.at);
  if (at !== null && at.getTime() > now.getTime() + CLOCK_AHEAD_MINUTES * 60_000) {
    return refuse(
      given.id,
      'CLOCK_AHEAD',
      `at: more than ${CLOCK_AHEAD_MINUTES} minutes ahead of the clock here (${now.toISOString()}). Set the clock of the sender, or leave at out.`,
    );
  }
  if (at !== null && at.getTime() < 0) {
    return refuse(given.id, 'INVALID_EVENT', 'at: before 1970. Send when it happened, or leave at out.');
  }
  const attributes = given.attributes ?? null;
  const personal = Object.keys(attributes ?? {}).find(isPersonalKey);
  if (personal !== undefined) {
    return refuse(
      given.id,
      'PERSONAL_ATTRIBUTE',
      `attributes.${personal}: looks like a person's. Events say nothing of who watched; docs/live.md lists the words.`,
    );
  }
  return { event: { ...given, postId: given.postId ?? null, count, at, attributes } };
}

const FIELDS = `An event takes ${Object.keys(EventShape.shape).join(', ')}.`;

/** The fields in camelCase, or why they cannot be read so: a field came in both cases, or is nested too deeply. */
function readNames(value: unknown): { readonly fields: unknown } | { readonly fault: string } {
  try {
    return { fields: toCamelCaseTop(value) };
  } catch (error) {
    if (error instanceof CallerError) return { fault: error.message };
    throw error;
  }
}

/** Attributes keep the names that they came with. */
function toCamelCaseTop(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('attributes' in value)) return toCamelCaseKeys(value);
  const { attributes, ...fields } = value;
  return Object.assign({}, toCamelCaseKeys(fields), { attributes });
}

function idOf(value: unknown): string | null {
  const read = z.object({ id: z.string().max(LONGEST_ID_BYTES) }).safeParse(value);
  return read.success ? read.data.id : null;
}

function refuse(id: string | null, code: EventError['code'], message: string): ParsedEvent {
  return { id, error: { code, message: message.slice(0, LONGEST_MESSAGE) } };
}
