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

/** The field that a normalized name means, if it is known. */
export function synonymOf(normalized: string): Synonym | undefined {
  return SYNONYMS.get(normalized);
}

/** Every normalized name of a field, its own first. */
export function namesOf(field: FieldName): readonly string[] {
  return NAMES.get(field) ?? [];
}
