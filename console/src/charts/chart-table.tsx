import { VisuallyHidden } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import styles from './chart-table.module.css';

/** What a chart draws, as a table: for whoever does not see it, has no mouse, or wants the numbers. */
export interface ChartData {
  /** What the rows are, such as "Rates of the best 25". */
  readonly caption: string;
  readonly head: readonly string[];
  rows(): readonly ChartRow[];
}

export interface ChartRow {
  readonly key: string;
  /** As many as the head has; the first names the row. */
  readonly cells: readonly ReactNode[];
}

/** Beneath a chart, closed until it is asked for: a thousand rows are made by then alone. */
export function ChartTable({ data: { caption, head, rows } }: { readonly data: ChartData }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Show as a table<VisuallyHidden>: {caption}</VisuallyHidden>
      </summary>
      {isOpen && (
        <div className={styles.wide}>
          <table className={styles.table}>
            <VisuallyHidden component="caption">{caption}</VisuallyHidden>
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(({ key, cells: [first, ...others] }) => (
                <tr key={key}>
                  <th scope="row">{first}</th>
                  {others.map((cell, index) => (
                    <td key={head[index + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
