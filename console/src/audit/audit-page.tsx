import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { formatCount, NOTHING } from '../format/numbers.ts';
import { formatTime } from '../format/times.ts';
import { graphql, type ResultOf } from '../graph/graphql.ts';
import { type NodeOf, useConnection } from '../graph/use-connection.ts';
import { useEverybody } from '../people/use-everybody.ts';
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
          createdAt
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

type Entry = NodeOf<ResultOf<typeof AUDIT_LOG>['auditLog']>;

const route = getRouteApi('/audit');
const TYPING_PAUSE = 300;

const COLUMNS: readonly Column<Entry>[] = [
  {
    key: 'createdAt',
    header: 'When',
    width: 'minmax(0, 1.3fr)',
    isRowHeader: true,
    onPhone: 'wide',
    cell: ({ createdAt }) => <time dateTime={createdAt}>{formatTime(createdAt)}</time>,
  },
  {
    key: 'action',
    header: 'Action',
    width: 'minmax(0, 1.2fr)',
    cell: ({ action }) => <b>{inWords(action)}</b>,
  },
  {
    key: 'actor',
    header: 'Who',
    width: 'minmax(0, 1.5fr)',
    cell: ({ actorName, actorKind }) => (actorName === '' ? inWords(actorKind) : actorName),
  },
  {
    key: 'resource',
    header: 'Resource',
    width: 'minmax(0, 1.6fr)',
    cell: ({ resource, resourceId }) => (
      <span>
        {inWords(resource)}
        {resourceId !== null && (
          <Link
            to="/audit"
            search={{ resourceId }}
            className={styles.target}
            title="Show only entries for this resource"
          >
            {resourceId}
          </Link>
        )}
      </span>
    ),
  },
  {
    key: 'details',
    header: 'Details',
    width: 'minmax(0, 1.6fr)',
    onPhone: 'wide',
    cell: ({ details }) => <code className={styles.details}>{describe(details)}</code>,
  },
  {
    key: 'address',
    header: 'IP address',
    width: 'minmax(0, 0.9fr)',
    cell: ({ address }) => address ?? NOTHING,
  },
];

/** Who did what, newest first. */
export function AuditPage() {
  const { resourceId, actorId } = route.useSearch();
  const listing = useConnection({
    query: AUDIT_LOG,
    variables: { actorId: orNull(actorId), resourceId: orNull(resourceId) },
    select: (data) => data.auditLog,
  });
  const { rows, isLoading, error } = listing;
  const isFiltered = resourceId !== '' || actorId !== '';
  return (
    <>
      <PageHead title="Audit log">
        Who did what to which resource, when and from where. Entries cannot be changed.
      </PageHead>
      <Filters />
      {error !== undefined && (
        <Failure title="Audit log could not be loaded" error={error} onRetry={listing.retry} />
      )}
      {isLoading && rows.length === 0 && <Waiting label="Loading the audit log" heights={[48, 48, 48]} />}
      {!isLoading && error === undefined && rows.length === 0 && (
        <Empty title={isFiltered ? 'No matching entries' : 'No entries yet'}>
          {isFiltered
            ? 'Choose another person or id, or clear the filters.'
            : 'Entries appear with the first change.'}
        </Empty>
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
          estimatedHeight={{ desk: 60, phone: 210 }}
        />
      )}
    </>
  );
}

function Filters() {
  const { resourceId, actorId } = route.useSearch();
  const navigate = route.useNavigate();
  const people = useEverybody();
  const [typed, setTyped] = useState(resourceId);
  useEffect(() => setTyped(resourceId), [resourceId]);
  const search = useDebouncedCallback((text: string) => {
    void navigate({ search: (known) => ({ ...known, resourceId: text }), replace: true });
  }, TYPING_PAUSE);
  return (
    <div className={styles.filters}>
      <NativeSelect
        label="Who"
        value={actorId}
        data={[
          { value: '', label: 'Everyone' },
          ...[...new Map(people.map((person) => [person.personId, person])).values()].map(
            ({ personId, name, email }) => ({ value: personId, label: `${name}, ${email}` }),
          ),
        ]}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: (known) => ({ ...known, actorId: value }), replace: true })
        }
      />
      <TextInput
        label="Resource"
        placeholder="id of a campaign, a person …"
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          search(currentTarget.value.trim());
        }}
      />
    </div>
  );
}

/** DEPARTMENT_MOVED: department moved. */
function inWords(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** What else was noted of an event, in words. */
function describe(details: unknown): string {
  if (typeof details !== 'object' || details === null) return '';
  return Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) =>
        `${name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${describeValue(value)}`,
    )
    .join(', ');
}

function describeValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return formatCount(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(describeValue).join(' and ');
  if (typeof value === 'object') return describe(value);
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return formatTime(text);
  return /^[A-Z]+(?:_[A-Z]+)*$/.test(text) ? inWords(text) : text;
}
