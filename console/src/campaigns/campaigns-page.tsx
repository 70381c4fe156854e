import { Button, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Search, Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useConnection } from '../graph/use-connection.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { VirtualTable } from '../table/virtual-table.tsx';
import { campaignColumns } from './campaign-columns.tsx';
import styles from './campaigns.module.css';
import { CAMPAIGNS } from './campaigns-query.ts';

const route = getRouteApi('/');
const TYPING_PAUSE = 200;

/** Every campaign with its sums: what one sees first. */
export function CampaignsPage() {
  const { search } = route.useSearch();
  const listing = useConnection({
    query: CAMPAIGNS,
    variables: { search: search === '' ? null : search },
    select: (data) => data.campaigns,
  });
  const { rows, isLoading, error } = listing;
  const viewer = useViewer();
  const isEmpty = !isLoading && error === undefined && rows.length === 0;
  return (
    <>
      <PageHead
        title="Campaigns"
        actions={
          isAllowedSomewhere(viewer, 'contribute') && (
            <ButtonLink to="/imports/new" leftSection={<Upload size={16} aria-hidden />}>
              Import a file
            </ButtonLink>
          )
        }
      >
        Choose a campaign to see who performs best and whose results may be luck.
      </PageHead>
      <SearchField value={search} />
      {error !== undefined && (
        <Failure title="Campaigns could not be loaded" error={error} onRetry={listing.retry} />
      )}
      {isLoading && rows.length === 0 && <Waiting label="Loading campaigns" heights={[52, 52, 52, 52]} />}
      {isEmpty && search === '' && (
        <Empty
          title="No campaigns yet"
          action={
            isAllowedSomewhere(viewer, 'contribute') && (
              <ButtonLink to="/imports/new">Import a file</ButtonLink>
            )
          }
        >
          Campaigns come from exports of your platforms and tools: CSV files with one row per post.
        </Empty>
      )}
      {isEmpty && search !== '' && (
        <Empty title={`No campaign id contains “${search}”`} action={<ClearSearch />}>
          Search by any part of the id; upper and lower case do not matter.
        </Empty>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label="Campaigns"
          columns={campaignColumns(rows)}
          rows={rows}
          rowKey={({ id }) => id}
          hasMore={listing.hasMore}
          isLoading={isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 61, phone: 150 }}
        />
      )}
    </>
  );
}

function SearchField({ value }: { readonly value: string }) {
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const search = useDebouncedCallback((text: string) => {
    void navigate({ search: { search: text }, replace: true });
  }, TYPING_PAUSE);
  const change = (text: string) => {
    setTyped(text);
    search(text);
  };
  return (
    <TextInput
      type="search"
      size="md"
      aria-label="Search campaigns"
      placeholder="Search by id"
      className={styles.search}
      leftSection={<Search size={17} aria-hidden />}
      rightSection={
        typed === '' ? null : <CloseButton size="sm" aria-label="Clear search" onClick={() => change('')} />
      }
      value={typed}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}

function ClearSearch() {
  return (
    <Button variant="default" renderRoot={(props) => <Link {...props} to="/" search={{ search: '' }} />}>
      Show all campaigns
    </Button>
  );
}
