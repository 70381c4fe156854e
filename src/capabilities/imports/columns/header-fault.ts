import { closest, distance } from 'fastest-levenshtein';
import { CallerError } from '../../../errors.ts';
import { quoteValue } from '../quarantine/rejection.ts';
import { namesOf, normalizeName, synonymOf } from './column-synonyms.ts';
import { FIELD_NAMES, type FieldName } from './fields.ts';

const MAX_LISTED_COLUMNS = 60;
const MAX_NEAREST = 3;
/** The maximum edit distance of similar names, relative to their length. */
const NEAR = 0.45;
/** Shorter names occur in others by chance. */
const MIN_WITHIN = 4;
/** Nearer than that is a column of which a notice says so unasked: a misspelt name, or a name with something added. */
const VERY_NEAR = 0.3;
/** Ends of names of columns that count or date something, and of those that hold words: none of them is an id. */
const COUNTED =
  /(?:visits|views|likes|comments|shares|saves|follows|followers|clicks|count|reach|impressions|duration|time|date)$/;
const WORDS = /(?:caption|description|title|text|url|link|type|status)$/;

/** One problem with a header or with the options for it. */
export interface HeaderProblem {
  /** The field concerned, or the word that was given as a field. */
  field: string;
  /** A sentence. */
  problem: string;
  /** Alternative command-line options that would help. */
  help: readonly string[];
}

/** The error that ends a run before its first row: all problems, the columns found, and options that would help. */
export function headerFault(problems: readonly HeaderProblem[], header: readonly string[]): CallerError {
  const sentences = problems.map(({ problem, help }) =>
    help.length === 0 ? problem : `${problem} Try ${help.join(' or ')}.`,
  );
  const message = ['The header cannot be used.', ...sentences, listColumns(header)].join('\n');
  return new CallerError('BAD_USER_INPUT', message, { problems, columns: header });
}

/** A column as `--map` takes it: its name if that is unique and needs no quoting in a shell, otherwise `#N`. */
export function columnReference(header: readonly string[], column: number): string {
  const name = header[column] ?? '';
  const isPlain = /^[\p{L}\p{N}_.-]+$/u.test(name);
  return isPlain && header.indexOf(name) === header.lastIndexOf(name) ? name : `#${column + 1}`;
}

/** The columns with names most similar to any name of the field, best first. */
export function nearestColumns(field: FieldName, header: readonly string[]): number[] {
  return nearest(namesOf(field), header).filter((column) => isSuitable(field, header[column] ?? ''));
}

/** A column that another field is known to be read from, or that counts something, is no id, and the other way round. */
function isSuitable(field: FieldName, name: string): boolean {
  const normalized = normalizeName(name);
  const known = synonymOf(normalized);
  if (known !== undefined && known.field !== field) return false;
  const isIdentifier = field === 'campaignId' || field === 'influencerId';
  const isIdentified = !COUNTED.test(normalized) && !WORDS.test(normalized);
  return isIdentifier ? isIdentified : !WORDS.test(normalized) && !normalized.endsWith('visits');
}

/** The columns with names most similar to one that the header does not have. */
export function nearestToName(wanted: string, header: readonly string[]): number[] {
  return nearest([normalizeName(wanted)], header);
}

export function nearestField(word: string): string {
  return closest(word, [...FIELD_NAMES]);
}

function nearest(names: readonly string[], header: readonly string[]): number[] {
  return header
    .map((found, column) => ({ column, score: nearness(normalizeName(found), names) }))
    .filter(({ score }) => score <= NEAR)
    .sort((a, b) => a.score - b.score)
    .slice(0, MAX_NEAREST)
    .map(({ column }) => column);
}

/** Names that are no synonyms, as they often mean something else, and those that only look like a field. */
const HINTS: ReadonlyMap<string, FieldName | null> = new Map([
  ['date', 'postedAt'],
  ['datum', 'postedAt'],
  ['follows', null],
  ['rejectedmessage', null],
]);

/** Of fields that no column was recognized as, the one with a name most similar to that of a column; null if none is. */
export function nearestUnread(column: string, unread: readonly FieldName[]): FieldName | null {
  const found = normalizeName(column);
  const hint = HINTS.get(found);
  if (hint === null || (hint !== undefined && unread.includes(hint))) return hint;
  let best: { field: FieldName | null; score: number } = { field: null, score: VERY_NEAR };
  for (const field of unread) {
    const score = nearness(found, namesOf(field));
    if (score < best.score) best = { field, score };
  }
  return best.field;
}

/** From 0 for equal names to 1 for unrelated ones; a name contained in a longer one is similar. */
function nearness(found: string, names: readonly string[]): number {
  if (found === '') return 1;
  let best = 1;
  for (const name of names) {
    const longer = Math.max(found.length, name.length);
    const isWithin = name.length >= MIN_WITHIN && found.includes(name);
    if (isWithin) best = Math.min(best, NEAR * (1 - name.length / longer));
    // Names of very different lengths are not similar, and comparing a name of 60,000 letters would take long.
    else if (Math.abs(found.length - name.length) <= NEAR * longer)
      best = Math.min(best, distance(found, name) / longer);
  }
  return best;
}

function listColumns(header: readonly string[]): string {
  const listed = header
    .slice(0, MAX_LISTED_COLUMNS)
    .map((name, column) => `#${column + 1} ${quoteValue(name)}`)
    .join(', ');
  const more = header.length - MAX_LISTED_COLUMNS;
  return `Columns found: ${listed}${more > 0 ? `, and ${more} more` : ''}.`;
}
