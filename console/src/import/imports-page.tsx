import { Link } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { formatCount } from '../format/numbers.ts';
import { formatAgo, formatTime } from '../format/times.ts';
import { useConnection } from '../graph/use-connection.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import styles from './import.module.css';
import { IMPORTS, type ListedImport } from './import-queries.ts';
import { StatusBadge } from './status-badge.tsx';

const COLUMNS: readonly Column<ListedImport>[] = [
  {
    key: 'source',
    header: 'Source',
    width: 'minmax(0, 2.4fr)',
    isRowHeader: true,
    onPhone: 'title',
    cell: ({ id, source }) => (
      <Link to="/imports/$importId" params={{ importId: id }} className={styles.source}>
        {source}
      </Link>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    width: 'minmax(0, 1fr)',
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    key: 'createdAt',
    header: 'When',
    width: 'minmax(0, 1fr)',
    cell: ({ createdAt }) => (
      <time dateTime={createdAt} title={formatTime(createdAt)}>
        {formatAgo(createdAt)}
      </time>
    ),
  },
  {
    key: 'read',
    header: 'Read',
    width: 'minmax(0, 0.8fr)',
    isNumber: true,
    cell: ({ readCount }) => formatCount(readCount),
  },
  {
    key: 'loaded',
    header: 'Loaded',
    width: 'minmax(0, 0.8fr)',
    isNumber: true,
    cell: ({ loadedCount }) => formatCount(loadedCount),
  },
  {
    key: 'rejected',
    header: 'Rejected',
    width: 'minmax(0, 0.8fr)',
    isNumber: true,
    cell: ({ rejectedCount }) => (
      <span data-some={rejectedCount !== 0} className={styles.rejected}>
        {formatCount(rejectedCount)}
      </span>
    ),
  },
];

/** Everything that was imported, newest first. */
export function ImportsPage() {
  const listing = useConnection({ query: IMPORTS, variables: {}, select: (data) => data.imports });
  const { rows, isLoading, error } = listing;
  const viewer = useViewer();
  return (
    <>
      <PageHead
        title="Imports"
        actions={
          isAllowedSomewhere(viewer, 'contribute') && (
            <ButtonLink to="/imports/new" leftSection={<Upload size={16} aria-hidden />}>
              Import a file
            </ButtonLink>
          )
        }
      >
        Loaded and rejected rows of each file. Importing a source again replaces its earlier rows.
      </PageHead>
      {error !== undefined && (
        <Failure title="Imports could not be loaded" error={error} onRetry={listing.retry} />
      )}
      {isLoading && rows.length === 0 && <Waiting label="Loading imports" heights={[48, 48, 48]} />}
      {!isLoading && error === undefined && rows.length === 0 && (
        <Empty
          title="No imports yet"
          action={
            isAllowedSomewhere(viewer, 'contribute') && (
              <ButtonLink to="/imports/new">Import a file</ButtonLink>
            )
          }
        >
          A CSV file with a row for each post is all it takes.
        </Empty>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label="Imports"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          hasMore={listing.hasMore}
          isLoading={isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 52, phone: 150 }}
        />
      )}
    </>
  );
}
