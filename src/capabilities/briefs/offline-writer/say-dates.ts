import type { BriefRequest, ProductKind } from '../serving/brief.ts';

/**
 * The days that a reader of the post has to know, as a sentence: an event's, or the last one of an offer with a code. Empty where
 * dates say only when to post. Days are written as people write them in the request's country.
 */
export function sayDates({ dates, code, locale, country }: BriefRequest, kind: ProductKind): string {
  if (dates === null) return '';
  const isInOneYear = dates.from.slice(0, 4) === dates.to.slice(0, 4);
  // The sentence is English, whatever else the country speaks.
  const region = new Intl.Locale(locale).region ?? country;
  const days = new Intl.DateTimeFormat(region === null ? 'en' : `en-${region}`, {
    day: 'numeric',
    month: 'long',
    ...(isInOneYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  });
  const [from, to] = [new Date(dates.from), new Date(dates.to)];
  // Versions of the language data differ in the spaces around the dash: "5–7 June", "30 May – 2 June".
  const written = (text: string) =>
    text.replace(/\s/gu, ' ').replace(/(?<!\d)(\d{1,2}) – (?=\d{1,2}(?!\d))/gu, '$1–');
  if (kind === 'EVENT')
    return `When: ${written(dates.from === dates.to ? days.format(from) : days.formatRange(from, to))}.`;
  return code === null ? '' : `The code ${code} works until ${written(days.format(to))}.`;
}
