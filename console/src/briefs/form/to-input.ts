import type { BriefInput, BriefRequest } from '../brief-queries.ts';
import type { BriefForm, BriefFormSearch } from '../brief-search.ts';
import { linesOf, optional } from '../typed-text.ts';

/** A form as the graph takes it: what was left blank is not said. */
export function toInput(form: BriefForm, refresh: boolean): BriefInput {
  const { brand, product, goal, platform, locale, facts, deliverables, from, to, variants } = form;
  return {
    brand: brand.trim(),
    product: product.trim(),
    goal,
    platform,
    campaignId: optional(form.campaignId),
    creator: optional(form.creator),
    audience: optional(form.audience),
    tone: optional(form.tone),
    locale: optional(locale) ?? 'en',
    mustMention: linesOf(form.mustMention),
    mustAvoid: linesOf(form.mustAvoid),
    category: optional(form.category),
    facts: facts.map(({ claim, proof }) => ({ claim, proof: optional(proof) })),
    link: optional(form.link),
    code: optional(form.code),
    deliverables: deliverables.map(({ format, count }) => ({ format, count })),
    dates: from === '' && to === '' ? null : { from, to },
    country: optional(form.country),
    variants,
    refresh,
  };
}

/** The form that a brief was asked for with, to ask for another one. */
export function toForm(request: BriefRequest): Partial<BriefFormSearch> {
  const { brand, product, goal, platform, locale, facts, deliverables, dates } = request;
  return {
    brand,
    product,
    goal,
    platform,
    locale,
    campaignId: request.campaignId ?? '',
    creator: request.creator ?? '',
    audience: request.audience ?? '',
    tone: request.tone ?? '',
    mustMention: request.mustMention.join('\n'),
    mustAvoid: request.mustAvoid.join('\n'),
    category: request.category ?? '',
    facts: facts.map(({ claim, proof }) => ({ claim, proof: proof ?? '' })),
    link: request.link ?? '',
    code: request.code ?? '',
    deliverables: deliverables.map(({ format, count }) => ({ format, count })),
    from: dates?.from ?? '',
    to: dates?.to ?? '',
    // What follows from the language is not said once more.
    country: request.country === regionOf(locale) ? '' : (request.country ?? ''),
  };
}

function regionOf(locale: string): string | undefined {
  return new Intl.Locale(locale).region;
}
