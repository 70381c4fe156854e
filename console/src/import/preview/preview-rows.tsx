import type { ExportPreview, PreviewedRow } from '../../../../src/capabilities/imports/contract.ts';
import { formatCount } from '../../format/numbers.ts';
import styles from '../import.module.css';

/** The first rows of a file under its own columns, with what would be rejected. */
export function PreviewRows({ preview: { columns, rows } }: { readonly preview: ExportPreview }) {
  return (
    <section className={styles.panel} aria-labelledby="rows">
      <h2 id="rows" className={styles.title}>
        Preview
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label="Preview, scroll horizontally">
        <table className={styles.rows}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              {columns.map(({ name, field }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other identity than its index.
                <th key={index} scope="col">
                  {name}
                  <span className={styles.fieldName} data-read={field !== null}>
                    {field ?? 'not read'}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.line} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

interface RowProps {
  readonly row: PreviewedRow;
  readonly columns: ExportPreview['columns'];
}

function Row({ row: { line, cells, fault }, columns }: RowProps) {
  return (
    <>
      <tr data-fault={fault !== null}>
        <th scope="row">{formatCount(line)}</th>
        {columns.map(({ name }, index) => (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no other identity than its index.
            key={index}
            data-fault={fault !== null && fault.column === name}
          >
            {cells[index] ?? ''}
          </td>
        ))}
      </tr>
      {fault !== null && (
        <tr className={styles.fault}>
          <td />
          <td colSpan={columns.length}>{fault.message}</td>
        </tr>
      )}
    </>
  );
}
