import { z } from 'zod';
import { CallerError } from '../../../errors.ts';

const MOST_PLATFORMS = 20;
const LONGEST_TEXT = 200;

/** A filter as a client gives it. */
export interface GivenFilter {
  readonly platforms?: readonly string[] | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly search?: string | null | undefined;
}

/** What is looked at of a campaign: at least one of the four is given. */
export interface PerformerFilter {
  /** In capitals and in order; null: any, and none. */
  readonly platforms: readonly string[] | null;
  /** The first and the last day, as YYYY-MM-DD in UTC; null: no end. */
  readonly from: string | null;
  readonly to: string | null;
  /** Part of an influencer's id, whatever its case. */
  readonly search: string | null;
}

const day = z.iso.date({ error: ({ input }) => `is ${JSON.stringify(input)}; it takes a day as YYYY-MM-DD` });
const text = (what: string) =>
  z
    .string()
    .trim()
    .max(LONGEST_TEXT, { error: `takes ${what} of up to ${LONGEST_TEXT} characters` });

const Filter = z
  .object({
    platforms: z
      .array(text('names').min(1, { error: 'takes names that are not empty' }))
      .max(MOST_PLATFORMS, { error: `takes up to ${MOST_PLATFORMS} platforms` })
      .nullish(),
    from: day.nullish(),
    to: day.nullish(),
    search: text('a text').nullish(),
  })
  .refine(({ from, to }) => from == null || to == null || from <= to, {
    path: ['to'],
    error: 'is before from',
  });

/**
 * Reads a filter as a client gives it.
 * @returns undefined where it leaves out nothing
 * @throws CallerError BAD_USER_INPUT that names the fields
 */
export function readPerformerFilter(given: GivenFilter | null | undefined): PerformerFilter | undefined {
  if (given === null || given === undefined) return undefined;
  const parsed = Filter.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new CallerError('BAD_USER_INPUT', `The filter is invalid: ${faults.join('; ')}.`, {
      argument: 'filter',
    });
  }
  const { platforms, from, to, search } = parsed.data;
  const filter = {
    platforms: platforms?.length
      ? [...new Set(platforms.map((platform) => platform.toUpperCase()))].sort()
      : null,
    from: from ?? null,
    to: to ?? null,
    search: search || null,
  };
  return Object.values(filter).every((value) => value === null) ? undefined : filter;
}

/** Which posts count, whoever is searched for. */
export function withoutSearch(filter: PerformerFilter | undefined): PerformerFilter | undefined {
  if (filter === undefined || filter.search === null) return filter;
  const { platforms, from, to } = filter;
  return platforms === null && from === null && to === null
    ? undefined
    : { platforms, from, to, search: null };
}

/** A filter in the key of a kept answer: nothing where there is none, so that answers without one keep their keys. */
export function filterParts(filter: PerformerFilter | undefined): string[] {
  return filter === undefined ? [] : [writeFilter(filter)];
}

/** A filter as one text: equal filters give the same. */
export function writeFilter({ platforms, from, to, search }: PerformerFilter): string {
  return JSON.stringify([platforms, from, to, search]);
}
