import { closest, distance } from 'fastest-levenshtein';
import { CallerError } from '../../../errors.ts';
import { quoteValue } from '../quarantine/rejection.ts';
import { namesOf, normalizeName } from './column-synonyms.ts';
import { FIELD_NAMES, type FieldName } from './fields.ts';

const MAX_LISTED_COLUMNS = 60;
const MAX_NEAREST = 3;
/** The share of its letters that a name may differ in and still be near. */
const NEAR = 0.45;
/** Shorter names stand in others by chance. */
const MIN_WITHIN = 4;

/** One thing that is wrong with a header or with what was said about it. */
export interface HeaderProblem {
  /** The field that it concerns, or the word that was given for one. */
  field: string;
  /** A sentence. */
  problem: string;
  /** What to say on the command line, each by itself. */
  help: readonly string[];
}

/** The error that stops a run before its first row: everything that is wrong, the columns found, and what would help. */
export function headerFault(problems: readonly HeaderProblem[], header: readonly string[]): CallerError {
  const sentences = problems.map(({ problem, help }) =>
    help.length === 0 ? problem : `${problem} Try ${help.join(' or ')}.`,
  );
  const message = ['The header cannot be used.', ...sentences, listColumns(header)].join('\n');
  return new CallerError('BAD_USER_INPUT', message, { problems, columns: header });
}

/** A column as `--map` takes it: by its name where a shell takes that as it is and it is the only one, else `#N`. */
export function columnReference(header: readonly string[], column: number): string {
  const name = header[column] ?? '';
  const isPlain = /^[\p{L}\p{N}_.-]+$/u.test(name);
  return isPlain && header.indexOf(name) === header.lastIndexOf(name) ? name : `#${column + 1}`;
}

/** The columns whose names are nearest to any name of the field, the nearest first. */
export function nearestColumns(field: FieldName, header: readonly string[]): number[] {
  return nearest(namesOf(field), header);
}

/** The columns whose names are nearest to one that the header does not have. */
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

/** 0 for the same name, 1 for one that is not near at all; a name within a longer one is near. */
function nearness(found: string, names: readonly string[]): number {
  if (found === '') return 1;
  let best = 1;
  for (const name of names) {
    const longer = Math.max(found.length, name.length);
    const isWithin = name.length >= MIN_WITHIN && found.includes(name);
    if (isWithin) best = Math.min(best, NEAR * (1 - name.length / longer));
    // Names of such different lengths are not near, and a name of 60,000 letters would take its time to say so.
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
