// biome-ignore-all lint/a11y/useSemanticElements: rows that stand by themselves on a page cannot be a table's own elements, and the roles say the same.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a table are read; what is pressed stands within them.
import { Loader } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatCount } from '../format/numbers.ts';
import styles from './virtual-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** What stands in place of the words in the head row, such as a button that sorts. */
  readonly head?: ReactNode;
  readonly sort?: 'ascending' | 'descending' | undefined;
  /** A track of a CSS grid. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Names the row. */
  readonly isRowHeader?: boolean;
  /** How it stands in the card that a row becomes on a phone. */
  readonly onPhone?: 'title' | 'wide' | 'hidden';
  cell(row: Row): ReactNode;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  /** How many rows there are in all, where that is known. */
  readonly total?: number | undefined;
  readonly hasMore?: boolean;
  readonly isLoading?: boolean;
  /** The last rows have come into sight. */
  onEnd?(): void;
  readonly estimatedHeight?: { readonly desk: number; readonly phone: number };
}

/** The widths of the columns, which a phone's card does without. */
interface TrackStyle extends CSSProperties {
  readonly '--tracks': string;
}

const PHONE = '(max-width: 760px)';

/** How far from its end a list asks for more. */
const ROWS_AHEAD = 30;
/** So many rows come without being scrolled to: a browser asks for what it prints when it prints it. */
const ROWS_TO_PRINT = 500;

/** A table of any length, of which only the rows in sight are on the page. */
export function VirtualTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  total,
  hasMore = false,
  isLoading = false,
  onEnd,
  estimatedHeight = { desk: 49, phone: 132 },
}: VirtualTableProps<Row>) {
  const body = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above moves when the rows first come.
  useLayoutEffect(() => {
    if (body.current !== null) setOffset(body.current.getBoundingClientRect().top + window.scrollY);
  }, [rows.length === 0]);
  const isPhone = window.matchMedia(PHONE).matches;
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (isPhone ? estimatedHeight.phone : estimatedHeight.desk),
    overscan: 12,
    scrollMargin: offset,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
  });
  const items = virtualizer.getVirtualItems();
  const isPrinting = useIsPrinting();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    const isNearEnd = last >= rows.length - ROWS_AHEAD || rows.length < ROWS_TO_PRINT;
    if (hasMore && !isLoading && rows.length > 0 && isNearEnd) onEnd?.();
  }, [hasMore, isLoading, last, rows.length, onEnd]);

  const shownRows = isPrinting ? rows.map((_, index) => ({ index, start: 0 })) : items;
  const grid: TrackStyle = { '--tracks': columns.map(({ width }) => width).join(' ') };
  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={total === undefined ? (hasMore ? -1 : rows.length + 1) : total + 1}
      aria-colcount={columns.length}
      className={styles.table}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row} style={grid}>
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={column.sort}
              className={styles.headCell}
              data-number={column.isNumber}
            >
              {column.head ?? column.header}
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        ref={body}
        className={styles.body}
        style={isPrinting ? {} : { height: `${virtualizer.getTotalSize()}px` }}
      >
        {shownRows.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={rowKey(row)}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              ref={virtualizer.measureElement}
              className={`${styles.row} ${styles.bodyRow}`}
              style={
                isPrinting
                  ? grid
                  : { ...grid, transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }
              }
            >
              {columns.map((column) => (
                <div
                  key={column.key}
                  role={column.isRowHeader === true ? 'rowheader' : 'cell'}
                  className={styles.cell}
                  data-number={column.isNumber}
                  data-phone={column.onPhone}
                  data-label={column.header}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {hasMore && rows.length > 0 && (
        <p className={styles.unprinted}>
          The first {formatCount(rows.length)} rows{total === undefined ? '' : ` of ${formatCount(total)}`}.
          Scroll on to print more.
        </p>
      )}
      {isLoading && rows.length > 0 && (
        <div className={styles.more}>
          <Loader size="sm" aria-label="Loading more rows" />
        </div>
      )}
    </div>
  );
}

/** Whether the browser is about to print, which takes the page as it stands then. */
function useIsPrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setIsPrinting(true));
    const end = () => setIsPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
