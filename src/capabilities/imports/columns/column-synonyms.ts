import { FIELDS, type FieldName } from './fields.ts';

/** The meaning of a normalized column name. Rank 0 is the field's own name; the lower rank wins. */
export interface Synonym {
  field: FieldName;
  rank: number;
}

const SYNONYMS: ReadonlyMap<string, Synonym> = new Map(
  FIELDS.flatMap(({ name: field, synonyms }) =>
    [[field.toLowerCase()], ...synonyms]
      .flatMap((names, rank) => names.map((name): [string, Synonym] => [name, { field, rank }]))
      // A name in two tiers counts in the earlier: of two entries a Map keeps the last.
      .reverse(),
  ),
);

const AMOUNTS: ReadonlySet<FieldName> = new Set(
  FIELDS.filter(({ kind }) => kind === 'amount').map(({ name }) => name),
);
/** ISO 4217. */
const CODE_LENGTH = 3;
/** In which exports name amounts. Others are left out, as some are words: `Cost (all)` is not in lek, nor `Cost top` in paʻanga. */
const NAMED_CURRENCIES: ReadonlySet<string> = new Set(
  'AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN RON SAR SEK SGD THB TWD UAH USD VND ZAR'.split(
    ' ',
  ),
);

/** Every normalized name of a field, its own first. */
const NAMES: ReadonlyMap<FieldName, readonly string[]> = new Map(
  FIELDS.map(({ name, synonyms }) => [name, [name.toLowerCase(), ...synonyms.flat()]]),
);

/** The letters and digits of a column's name in lower case: "Campaign ID", campaign_id and campaignId become equal. */
export function normalizeName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The field that a normalized name means, if it is known. A name of an amount may end with its currency. */
export function synonymOf(normalized: string): Synonym | undefined {
  return SYNONYMS.get(normalized) ?? splitCurrency(normalized)?.synonym;
}

/** The currency that a name of an amount ends with, as in `Amount spent (USD)`; null where it names none. */
export function currencyNamed(normalized: string): string | null {
  return SYNONYMS.has(normalized) ? null : (splitCurrency(normalized)?.currency ?? null);
}

function splitCurrency(normalized: string): { synonym: Synonym; currency: string } | undefined {
  const synonym = SYNONYMS.get(normalized.slice(0, -CODE_LENGTH));
  const currency = normalized.slice(-CODE_LENGTH).toUpperCase();
  if (synonym === undefined || !AMOUNTS.has(synonym.field) || !NAMED_CURRENCIES.has(currency))
    return undefined;
  return { synonym, currency };
}

/** Every normalized name of a field, its own first. */
export function namesOf(field: FieldName): readonly string[] {
  return NAMES.get(field) ?? [];
}
