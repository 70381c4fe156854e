import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { NOTHING } from '../format/numbers.ts';
import { formatTime } from '../format/times.ts';
import { graphql, type ResultOf } from '../graph/graphql.ts';
import { useConnection } from '../graph/use-connection.ts';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import styles from './audit.module.css';

const AUDIT_LOG = graphql(`
  query ConsoleAuditLog($actorId: ID, $resourceId: ID, $after: String) {
    auditLog(first: 100, actorId: $actorId, resourceId: $resourceId, after: $after) {
      edges {
        node {
          id
          at
          action
          actorKind
          actorName
          resource
          resourceId
          address
          details
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Entry = ResultOf<typeof AUDIT_LOG>['auditLog']['edges'][number]['node'];

const route = getRouteApi('/audit');
const TYPING_PAUSE = 300;

const COLUMNS: readonly Column<Entry>[] = [
  {
    key: 'at',
    header: 'When',
    width: 'minmax(0, 1.1fr)',
    isRowHeader: true,
    onPhone: 'wide',
    cell: ({ at }) => <time dateTime={at}>{formatTime(at)}</time>,
  },
  { key: 'action', header: 'What', width: 'minmax(0, 1.2fr)', cell: ({ action }) => <b>{action}</b> },
  {
    key: 'actor',
    header: 'Who',
    width: 'minmax(0, 1.5fr)',
    cell: ({ actorName, actorKind }) => (actorName === '' ? actorKind.toLowerCase() : actorName),
  },
  {
    key: 'resource',
    header: 'To',
    width: 'minmax(0, 1.6fr)',
    cell: ({ resource, resourceId }) => `${resource.toLowerCase().replace('_', ' ')} ${resourceId ?? ''}`,
  },
  {
    key: 'details',
    header: 'Further',
    width: 'minmax(0, 1.6fr)',
    onPhone: 'wide',
    cell: ({ details }) => <code className={styles.details}>{describe(details)}</code>,
  },
  { key: 'address', header: 'From', width: 'minmax(0, 0.9fr)', cell: ({ address }) => address ?? NOTHING },
];

/** Who did what, newest first. */
export function AuditPage() {
  const { resourceId } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(resourceId);
  const search = useDebouncedCallback((text: string) => {
    void navigate({ search: { resourceId: text }, replace: true });
  }, TYPING_PAUSE);
  const listing = useConnection({
    query: AUDIT_LOG,
    variables: { actorId: null, resourceId: resourceId === '' ? null : resourceId },
    select: (data) => data.auditLog,
  });
  const { rows, isLoading, error } = listing;
  return (
    <>
      <PageHead title="Audit log">
        Who did what to which resource, when and from where. Nobody can change it.
      </PageHead>
      <TextInput
        label="Only what was done to"
        placeholder="the id of a campaign, a person …"
        className={styles.search}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          search(currentTarget.value.trim());
        }}
      />
      {error !== undefined && <Failure error={error} onRetry={listing.retry} />}
      {isLoading && rows.length === 0 && <Waiting label="The log is on its way" heights={[48, 48, 48]} />}
      {!isLoading && error === undefined && rows.length === 0 && (
        <Empty title="Nothing was done to it">The log begins with the first change.</Empty>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label="Audit log"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          hasMore={listing.hasMore}
          isLoading={isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 52, phone: 190 }}
        />
      )}
    </>
  );
}

function describe(details: unknown): string {
  if (typeof details !== 'object' || details === null) return '';
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}
