import { isIP } from 'node:net';
import { z } from 'zod';

/** What a setting takes in words (shown when it is wrong), and what it is for (shown in docs/settings.md). */
export interface SettingNotes {
  readonly takes: string;
  readonly about: string;
  /** Its value is not repeated in a message, a log or a metric. */
  readonly isSecret?: boolean;
}

/** One environment variable, with its check. */
export interface Setting<Value> extends SettingNotes {
  readonly variable: string;
  /** Takes the text of the variable, or undefined where it is not set. */
  readonly schema: z.ZodType<Value>;
}

/** The settings of one part of the product, under the names that the code uses. */
export type SettingsSection<Values = unknown> = {
  readonly [Name in keyof Values]: Setting<Values[Name]>;
};

/** What a section's settings are once they are checked. */
export type ValuesOf<Section> = {
  readonly [Name in keyof Section]: Section[Name] extends Setting<infer Value> ? Value : never;
};

/** Declares a setting: the one place that knows its variable, its check and its words. */
export function setting<Value>(
  variable: string,
  schema: z.ZodType<Value>,
  notes: SettingNotes,
): Setting<Value> {
  return { variable, schema, ...notes };
}

/** An address whose scheme is one of these, each with its colon. */
export const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

/** A whole number within bounds. */
export const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

/** A whole number within bounds, and what it is where it is not set. */
export const integer = (from: number, to: number, fallback: number) =>
  wholeNumber(from, to).default(fallback);

/** For how many days something is kept; not set: for good. */
export const retentionDays = (variable: string, about: string) =>
  setting(variable, wholeNumber(1, 36_500).optional(), { takes: 'days from 1 to 36500', about });

/** `true` or `false`. */
export const truth = () => z.enum(['true', 'false']).transform((text) => text === 'true');

/** Texts separated by commas, each of which passes the check. */
export const list = (isItem: (text: string) => boolean) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.every(isItem));

/** An address, a range of addresses (10.0.0.0/8), or a name of such ranges that Fastify knows. */
export function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** A web origin, or `*` for each. */
export function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}
