import styles from './import.module.css';

interface ColumnUsesProps {
  readonly columns: readonly {
    readonly name: string;
    /** As in files, `influencerId`, or as in the graph, `INFLUENCER_ID`. */
    readonly field: string | null;
    readonly nearest: string | null;
    readonly numberFormat: string | null;
  }[];
}

/** Which column of a file became what, and which were not used. */
export function ColumnUses({ columns }: ColumnUsesProps) {
  if (columns.length === 0) return null;
  const read = columns.flatMap(({ name, field, numberFormat }) =>
    field === null
      ? []
      : [
          `${wordsOf(field)} from ${nameOf(name)}${numberFormat === null ? '' : ` (numbers: ${numberFormat})`}`,
        ],
  );
  const unused = columns.flatMap(({ name, field, nearest }) =>
    field !== null ? [] : [`${nameOf(name)}${nearest === null ? '' : ` (near ${wordsOf(nearest)})`}`],
  );
  return (
    <dl className={styles.columnUses} aria-label="Columns">
      <dt>Columns read</dt>
      <dd>{read.join(', ')}</dd>
      {unused.length > 0 && (
        <>
          <dt>Not used</dt>
          <dd>{unused.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

function wordsOf(field: string): string {
  return field
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

function nameOf(column: string): string {
  return column.trim() === '' ? '(no name)' : column.trim();
}
