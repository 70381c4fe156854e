import type { BriefRequest, Dates, ProductKind } from '../serving/brief.ts';

/**
 * The days that a reader of the post has to know, as a sentence: an event's, or the last one of an offer with a code. Empty where
 * dates say only when to post.
 */
export function sayDates(request: BriefRequest, kind: ProductKind): string {
  const { dates, code } = request;
  if (dates === null) return '';
  if (kind === 'EVENT') return `When: ${sayDays(request, dates)}.`;
  return code === null
    ? ''
    : `The code ${code} works until ${sayDays(request, { from: dates.to, to: dates.to })}.`;
}

/** Days as people write them in the request's country, in English: "5–7 June". The year stands there where two have a part in it. */
export function sayDays({ dates, locale, country }: BriefRequest, { from, to }: Dates): string {
  const isInOneYear = (dates?.from ?? from).slice(0, 4) === to.slice(0, 4);
  // The sentence is English, whatever else the country speaks.
  const region = new Intl.Locale(locale).region ?? country;
  const days = new Intl.DateTimeFormat(region === null ? 'en' : `en-${region}`, {
    day: 'numeric',
    month: 'long',
    ...(isInOneYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  });
  const said = from === to ? days.format(new Date(from)) : days.formatRange(new Date(from), new Date(to));
  // Versions of the language data differ in the spaces around the dash: "5–7 June", "30 May – 2 June".
  return said.replace(/\s/gu, ' ').replace(/(?<!\d)(\d{1,2}) – (?=\d{1,2}(?!\d))/gu, '$1–');
}
