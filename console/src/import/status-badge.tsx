import styles from './import.module.css';
import type { ListedImport } from './import-queries.ts';

type Status = ListedImport['status'];

const STATUSES: Readonly<Record<Status, { readonly name: string; readonly means: string }>> = {
  PUBLISHED: { name: 'Published', means: 'Its rows are the current data of its source' },
  REPLACED: { name: 'Replaced', means: 'A later import of the same source replaced it' },
  REJECTED: { name: 'Not published', means: 'Too many of its rows were rejected' },
  FAILED: { name: 'Failed', means: 'It failed before it could publish' },
  RUNNING: { name: 'Running', means: 'Its rows are being read and are not visible yet' },
};

export function StatusBadge({ status }: { readonly status: Status }) {
  const { name, means } = STATUSES[status];
  return (
    <span className={styles.status} data-status={status} title={means}>
      {name}
    </span>
  );
}
