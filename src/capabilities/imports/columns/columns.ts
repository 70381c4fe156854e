import { quoteValue } from '../quarantine/rejection.ts';
import { normalizeName, synonymOf } from './column-synonyms.ts';
import { FIELD_NAMES, type FieldName, INTERACTION_FIELDS, isFieldName, NEEDED_FIELDS } from './fields.ts';
import { type FixedValues, parseFixedValues } from './fixed-values.ts';
import {
  columnReference,
  type HeaderProblem,
  headerFault,
  nearestColumns,
  nearestField,
  nearestToName,
} from './header-fault.ts';

/** The user's options about a file's columns. */
export interface ColumnOptions {
  /** FIELD=COLUMN: a header name, or `#N` for the N-th column from 1; empty if the field is not to be read. */
  readonly map: Readonly<Partial<Record<FieldName, string>>>;
  /** FIELD=VALUE: the same value for every row. */
  readonly set: Readonly<Partial<Record<FieldName, string>>>;
}

/** Where each field of a post comes from. */
export interface Columns {
  readonly header: readonly string[];
  /** The column of a field, from 0; absent if the file has none. */
  readonly columnOf: Readonly<Partial<Record<FieldName, number>>>;
  readonly fixed: FixedValues;
  /** Fields that somebody wants left unread. */
  readonly leftOut: readonly FieldName[];
  /** Sentences about columns that are ignored although the user may want them. */
  readonly notices: readonly string[];
}

const STOPPING: ReadonlySet<FieldName> = new Set([...NEEDED_FIELDS, ...INTERACTION_FIELDS]);

/** Where each field comes from as far as known, and the problems found. */
export interface ColumnMatch extends Pick<Columns, 'header' | 'columnOf' | 'fixed' | 'leftOut'> {
  /** Problems that prevent the file from being read. */
  readonly problems: readonly HeaderProblem[];
  /** Optional fields that are not read because several columns match. */
  readonly ambiguities: readonly HeaderProblem[];
}

/**
 * Finds the column of each field: by `--map` if given, otherwise by the field's name or a synonym.
 * @throws CallerError BAD_USER_INPUT with all problems at once
 */
export function findColumns(header: readonly string[], options: ColumnOptions): Columns {
  const { columnOf, fixed, leftOut, problems, ambiguities } = matchColumns(header, options);
  if (problems.length > 0) throw headerFault(problems, header);
  const notices = ambiguities.map(
    ({ problem, help }) => `${problem} It is not read. To read it, use ${help.join(' or ')}.`,
  );
  return { header, columnOf, fixed, leftOut, notices };
}

/** The same for a header that may not be usable yet: returns the problems with what is known. */
export function matchColumns(header: readonly string[], options: ColumnOptions): ColumnMatch {
  const problems = checkOptions(options);
  const columnOf: Partial<Record<FieldName, number>> = {};
  const ambiguities: HeaderProblem[] = [];
  for (const field of FIELD_NAMES) {
    const wanted = options.map[field];
    if (wanted === undefined || wanted === '') continue;
    const found = findMapped(field, wanted, header);
    if (typeof found === 'number') columnOf[field] = found;
    else problems.push(found);
  }
  const candidates = findCandidates(header, new Set(Object.values(columnOf)));
  for (const field of FIELD_NAMES) {
    if (options.map[field] !== undefined || options.set[field] !== undefined) continue;
    const [column, ...others] = candidates.get(field) ?? [];
    if (column === undefined) continue;
    if (others.length === 0) {
      columnOf[field] = column;
      continue;
    }
    const problem = describeAmbiguity(field, [column, ...others], header);
    if (STOPPING.has(field)) problems.push(problem);
    else ambiguities.push(problem);
  }
  const { fixed, problems: faultyValues } = parseFixedValues(options.set);
  problems.push(...faultyValues, ...findMissing(header, columnOf, options, problems));
  const leftOut = FIELD_NAMES.filter((field) => options.map[field] === '');
  return { header, columnOf, fixed, leftOut, problems, ambiguities };
}

function checkOptions({ map, set }: ColumnOptions): HeaderProblem[] {
  const unknown = [
    ...Object.keys(map).map((word) => ['--map', word] as const),
    ...Object.keys(set).map((word) => ['--set', word] as const),
  ]
    .filter(([, word]) => !isFieldName(word))
    .map(([option, word]) => ({
      field: word,
      problem: `${option} ${quoteValue(word)}: there is no such field; the closest is ${nearestField(word)}. The fields are ${FIELD_NAMES.join(', ')}.`,
      help: [],
    }));
  const both = FIELD_NAMES.filter((field) => map[field] !== undefined && set[field] !== undefined).map(
    (field) => ({ field, problem: `${field} is given by both --map and --set: use only one.`, help: [] }),
  );
  return [...unknown, ...both];
}

function findMapped(field: FieldName, wanted: string, header: readonly string[]): number | HeaderProblem {
  const exact = columnsWhere(header, (name) => name === wanted);
  if (exact.length === 0 && /^#\d+$/.test(wanted)) {
    const column = Number(wanted.slice(1)) - 1;
    if (column >= 0 && column < header.length) return column;
    const problem = `--map ${field}=${wanted}: the file has columns #1 to #${header.length}.`;
    return { field, problem, help: [] };
  }
  const normalized = normalizeName(wanted);
  const found = exact.length > 0 ? exact : columnsWhere(header, (name) => normalizeName(name) === normalized);
  const [column, ...others] = normalized === '' && exact.length === 0 ? [] : found;
  if (column === undefined) {
    const near = nearestToName(wanted, header);
    const problem = `--map ${field}=${wanted}: there is no column ${quoteValue(wanted)}.`;
    return { field, problem, help: near.map((at) => mapOption(field, at, header)) };
  }
  return others.length === 0 ? column : describeAmbiguity(field, [column, ...others], header);
}

function columnsWhere(header: readonly string[], matches: (name: string) => boolean): number[] {
  return header.flatMap((name, column) => (matches(name) ? [column] : []));
}

/** The columns of each field that share its best rank. */
function findCandidates(header: readonly string[], taken: ReadonlySet<number>): Map<FieldName, number[]> {
  const best = new Map<FieldName, { rank: number; columns: number[] }>();
  for (const [column, name] of header.entries()) {
    const synonym = taken.has(column) ? undefined : synonymOf(normalizeName(name));
    if (synonym === undefined) continue;
    const { field, rank } = synonym;
    const known = best.get(field);
    if (known === undefined || rank < known.rank) best.set(field, { rank, columns: [column] });
    else if (rank === known.rank) known.columns.push(column);
  }
  return new Map([...best].map(([field, { columns }]) => [field, columns]));
}

function describeAmbiguity(
  field: FieldName,
  columns: readonly number[],
  header: readonly string[],
): HeaderProblem {
  const names = columns.map((column) => normalizeName(header[column] ?? ''));
  const listed = columns.map((column) => `#${column + 1} ${quoteValue(header[column] ?? '')}`).join(' and ');
  const isDoubled = new Set(names).size === 1;
  return {
    field,
    problem: isDoubled
      ? `${field}: its column appears more than once: ${listed}.`
      : `${field}: several columns match: ${listed}.`,
    help: columns.map((column) => mapOption(field, column, header)),
  };
}

function findMissing(
  header: readonly string[],
  columnOf: Readonly<Partial<Record<FieldName, number>>>,
  { set }: ColumnOptions,
  known: readonly HeaderProblem[],
): HeaderProblem[] {
  const faulty = new Set(known.map(({ field }) => field));
  const isMissing = (field: FieldName) =>
    columnOf[field] === undefined && set[field] === undefined && !faulty.has(field);
  const missing: HeaderProblem[] = NEEDED_FIELDS.filter(isMissing).map((field) => ({
    field,
    problem: `${field}: no column was recognized as it.`,
    help: suggestMap(field, header),
  }));
  if (INTERACTION_FIELDS.every(isMissing)) {
    const help = INTERACTION_FIELDS.flatMap((field) =>
      nearestColumns(field, header)
        .slice(0, 1)
        .map((column) => mapOption(field, column, header)),
    );
    missing.push({
      field: 'likes',
      problem: 'likes, comments, shares: no column was recognized as any of them; at least one is needed.',
      help: help.length > 0 ? help : ['--map likes=COLUMN'],
    });
  }
  return missing;
}

function suggestMap(field: (typeof NEEDED_FIELDS)[number], header: readonly string[]): string[] {
  const near = nearestColumns(field, header).map((column) => mapOption(field, column, header));
  const isIdentifier = field === 'campaignId' || field === 'influencerId';
  const byHand = isIdentifier ? `--set ${field}=VALUE for the whole file` : `--map ${field}=COLUMN`;
  return near.length === 0 || isIdentifier ? [...near, byHand] : near;
}

function mapOption(field: FieldName, column: number, header: readonly string[]): string {
  return `--map ${field}=${columnReference(header, column)}`;
}
