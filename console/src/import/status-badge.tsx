import styles from './import.module.css';
import type { ListedImport } from './import-queries.ts';

type Status = ListedImport['status'];

const STATUSES: Readonly<Record<Status, { readonly name: string; readonly means: string }>> = {
  PUBLISHED: { name: 'Published', means: 'Its rows are what everybody sees of its source' },
  REPLACED: { name: 'Replaced', means: 'A later import of the same source took its place' },
  REJECTED: { name: 'Not published', means: 'Too many of its rows were rejected' },
  FAILED: { name: 'Failed', means: 'It ended before it could publish' },
  RUNNING: { name: 'Running', means: 'Its rows are being read; nobody sees them yet' },
};

export function StatusBadge({ status }: { readonly status: Status }) {
  const { name, means } = STATUSES[status];
  return (
    <span className={styles.status} data-status={status} title={means}>
      {name}
    </span>
  );
}
