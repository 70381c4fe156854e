import { Button } from '@mantine/core';
import { formatCount } from '../../format/numbers.ts';
import type { Column } from '../../table/virtual-table.tsx';
import { CODE_WORDS } from '../code-words.ts';
import styles from '../import.module.css';
import type { RejectedRow } from '../import-queries.ts';
import type { Mended } from './mended-file.ts';
import { RowMender } from './row-mender.tsx';

interface QuarantineColumnsRequest {
  readonly header: readonly string[];
  readonly mended: Mended;
  /** The row that is being mended. */
  readonly open: string | undefined;
  readonly mayMend: boolean;
  onOpen(key: string | undefined): void;
  onMend(key: string, cells: readonly string[]): void;
  onForget(key: string): void;
}

/** The columns of the quarantine: the reason beside the raw text, and the way to mend it. */
export function quarantineColumns({
  header,
  mended,
  open,
  mayMend,
  onOpen,
  onMend,
  onForget,
}: QuarantineColumnsRequest): readonly Column<RejectedRow>[] {
  return [
    {
      key: 'line',
      header: 'Line',
      width: '4.5rem',
      isRowHeader: true,
      onPhone: 'wide',
      cell: ({ line }) => formatCount(line),
    },
    {
      key: 'reason',
      header: 'Reason',
      width: 'minmax(0, 1fr)',
      onPhone: 'wide',
      cell: ({ code, message }) => (
        <div className={styles.reason}>
          <b title={code}>{CODE_WORDS[code]}</b>
          <span>{message}</span>
        </div>
      ),
    },
    {
      key: 'raw',
      header: 'Original row',
      width: 'minmax(0, 1.9fr)',
      onPhone: 'wide',
      cell: (row) => {
        const key = String(row.byteOffset);
        if (open === key) {
          return (
            <RowMender
              row={row}
              header={header}
              cells={mended.get(key) ?? row.cells}
              onMend={(cells) => onMend(key, cells)}
              onCancel={() => onOpen(undefined)}
            />
          );
        }
        const isMended = mended.has(key);
        return (
          <div className={styles.rawRow}>
            <code className={styles.raw} data-mended={isMended}>
              {isMended ? mended.get(key)?.join(' · ') : row.raw}
            </code>
            {mayMend && (
              <Button
                size="compact-sm"
                variant={isMended ? 'subtle' : 'default'}
                aria-label={`${isMended ? 'Correct again' : 'Correct'} line ${row.line}`}
                onClick={() => onOpen(key)}
              >
                {isMended ? 'Correct again' : 'Correct'}
              </Button>
            )}
            {isMended && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Undo the correction of line ${row.line}`}
                onClick={() => onForget(key)}
              >
                Undo
              </Button>
            )}
          </div>
        );
      },
    },
  ];
}
