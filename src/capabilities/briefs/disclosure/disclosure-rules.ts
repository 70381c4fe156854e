import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import {
  findLabels,
  KNOWN_LABELS,
  type LabelPlace,
  lookedAt,
  type PostedLabel,
  postedLabelOf,
} from '../checks/posted-label.ts';
import { PLATFORMS, type Platform } from '../serving/brief.ts';
import { country as countrySchema } from '../serving/brief-request.ts';

/** What a post's caption is looked through for. */
export interface DisclosureRule {
  /** Any of these will do; the first is the usual one. */
  readonly acceptedLabels: readonly string[];
  readonly place: LabelPlace;
  /** Whose rule it is; null where any label of any country will do. */
  readonly source: string | null;
}

/** Why a caption does not disclose enough. */
export const FINDINGS = ['NO_LABEL', 'LABEL_NOT_SEEN', 'OTHER_LABEL'] as const;

export type Finding = (typeof FINDINGS)[number];

const ANY: DisclosureRule = { acceptedLabels: KNOWN_LABELS, place: 'CAPTION', source: null };

/**
 * Checks the country whose rules are asked for.
 * @throws CallerError BAD_USER_INPUT
 */
export function checkCountry(given: string | null | undefined): string | null {
  const parsed = countrySchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new CallerError('BAD_USER_INPUT', `country ${z.treeifyError(parsed.error).errors.join('; ')}.`, {
    argument: 'country',
  });
}

/**
 * What a paid post has to say of itself in its caption there; null where the platform's own label is enough, or, of a platform that is not
 * known, nothing is known that the caption would need. Without a country any label of any country will do.
 */
export function ruleOf(country: string | null, platform: string | null): DisclosureRule | null {
  if (country === null) return ANY;
  const posted = postedOn(country, platform);
  return posted === null
    ? null
    : { acceptedLabels: posted.accepted, place: posted.place, source: posted.source };
}

/** A country's own rule is the same on all platforms: it is that of Instagram, which has none that wants a label in the caption. */
function postedOn(country: string, platform: string | null): PostedLabel | null {
  return postedLabelOf({ country, platform: knownPlatform(platform) ?? 'INSTAGRAM' });
}

/** How much of a caption is looked at; null: all. */
export function lookedAtOn(rule: DisclosureRule, platform: string | null): number | null {
  const known = knownPlatform(platform);
  return known === undefined ? null : lookedAt(rule, known);
}

/** What a caption has in place of a label that will do, and the labels that stand in it all the same. */
export function describeFinding(
  caption: string,
  rule: DisclosureRule,
): { readonly finding: Finding; readonly foundLabels: readonly string[] } {
  const fitting = findLabels(caption, rule.acceptedLabels);
  if (fitting.length > 0) return { finding: 'LABEL_NOT_SEEN', foundLabels: fitting };
  const others = findLabels(caption, KNOWN_LABELS);
  return { finding: others.length > 0 ? 'OTHER_LABEL' : 'NO_LABEL', foundLabels: others };
}

function knownPlatform(platform: string | null): Platform | undefined {
  return PLATFORMS.find((known) => known === platform);
}
