import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { useConnection } from '../graph/use-connection.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { readOneOf } from '../shell/search.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { VirtualTable } from '../table/virtual-table.tsx';
import { briefColumns } from './brief-columns.tsx';
import { BRIEFS } from './brief-queries.ts';
import { type BriefsSearch, PLATFORM_NAMES, PLATFORMS, type Platform } from './brief-search.ts';
import styles from './briefs.module.css';

const route = getRouteApi('/briefs');
const TYPING_PAUSE = 250;

/** The briefs that were written, newest first, to find one again. */
export function BriefsPage() {
  const { brand, platform, campaignId } = route.useSearch();
  const listing = useConnection({
    query: BRIEFS,
    variables: {
      brand: brand === '' ? null : brand,
      platform: platform === '' ? null : platform,
      campaignId: campaignId === '' ? null : campaignId,
    },
    select: (data) => data.briefs,
  });
  const { rows, isLoading, error } = listing;
  const viewer = useViewer();
  const isFiltered = brand !== '' || platform !== '' || campaignId !== '';
  const isEmpty = !isLoading && error === undefined && rows.length === 0;
  return (
    <>
      <PageHead
        title="Briefs"
        actions={
          isAllowedSomewhere(viewer, 'contribute') && (
            <ButtonLink to="/briefs/new" leftSection={<PenLine size={16} aria-hidden />}>
              New brief
            </ButtonLink>
          )
        }
      >
        What creators were asked for, with the evidence behind it.
      </PageHead>
      <Filters />
      {error !== undefined && (
        <Failure title="Briefs could not be loaded" error={error} onRetry={listing.retry} />
      )}
      {isLoading && rows.length === 0 && <Waiting label="Loading briefs" heights={[64, 64, 64]} />}
      {isEmpty && !isFiltered && (
        <Empty
          title="No briefs yet"
          action={
            isAllowedSomewhere(viewer, 'contribute') && (
              <ButtonLink to="/briefs/new">Write the first brief</ButtonLink>
            )
          }
        >
          Enter a brand, a product and a platform. The brief is based on what your own creators achieved.
        </Empty>
      )}
      {isEmpty && isFiltered && (
        <Empty title="No matching briefs">
          Choose another brand, platform or campaign, or clear the filters.
        </Empty>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label="Briefs"
          columns={briefColumns}
          rows={rows}
          rowKey={({ id }) => id}
          hasMore={listing.hasMore}
          isLoading={isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 76, phone: 170 }}
        />
      )}
    </>
  );
}

function Filters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState({ brand: search.brand, campaignId: search.campaignId });
  const apply = (change: Partial<BriefsSearch>) =>
    void navigate({ search: (known) => ({ ...known, ...change }), replace: true });
  const applyLater = useDebouncedCallback(apply, TYPING_PAUSE);
  const type = (change: Partial<typeof typed>) => {
    setTyped((known) => ({ ...known, ...change }));
    applyLater(change);
  };
  return (
    <div className={styles.filters}>
      <TextInput
        label="Brand"
        value={typed.brand}
        onChange={({ currentTarget }) => type({ brand: currentTarget.value })}
      />
      <NativeSelect
        label="Platform"
        value={search.platform}
        data={[
          { value: '', label: 'All' },
          ...PLATFORMS.map((platform) => ({ value: platform, label: PLATFORM_NAMES[platform] })),
        ]}
        onChange={({ currentTarget }) =>
          apply({ platform: readOneOf<Platform | ''>(PLATFORMS, currentTarget.value, '') })
        }
      />
      <TextInput
        label="Campaign"
        value={typed.campaignId}
        onChange={({ currentTarget }) => type({ campaignId: currentTarget.value })}
      />
    </div>
  );
}
