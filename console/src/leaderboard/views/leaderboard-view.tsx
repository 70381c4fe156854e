import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ChosenBar } from '../../comparison/chosen-bar.tsx';
import { useComparedCreators } from '../../comparison/use-compared-creators.ts';
import { toNumber } from '../../format/numbers.ts';
import { useConnection } from '../../graph/use-connection.ts';
import { isAllowedSomewhere, useViewer } from '../../session/use-viewer.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import { Empty, Failure, Waiting } from '../../shell/states.tsx';
import { VirtualTable } from '../../table/virtual-table.tsx';
import styles from '../campaign.module.css';
import { type Campaign, LEADERBOARD, withRanks } from '../campaign-queries.ts';
import { leaderboardColumns } from '../leaderboard-columns.tsx';
import { LeaderboardControls } from '../leaderboard-controls.tsx';
import { usePerformerFilter } from '../performer-filter.ts';
import { useLeastViews, useShownCount } from '../use-least-views.ts';

const route = getRouteApi('/campaigns/$campaignId');

/** Who performs best, best first, to the last of them. */
export function LeaderboardView({ campaign }: { readonly campaign: Campaign }) {
  const { rankBy, platforms, from, to, search, creators } = route.useSearch();
  const { add, remove } = useComparedCreators();
  const filter = usePerformerFilter();
  const minViews = useLeastViews(campaign);
  const shown = useShownCount(campaign.id, minViews);
  const fairViews = toNumber(campaign.suggestedMinViews);
  const listing = useConnection({
    query: LEADERBOARD,
    variables: { campaignId: campaign.id, rankBy, minViews, filter },
    select: ({ campaign: found }) => found?.performers && withRanks(found.performers),
  });
  const { rows, isLoading, error } = listing;
  const mayWrite = isAllowedSomewhere(useViewer(), 'contribute');
  const columns = useMemo(
    () =>
      leaderboardColumns({
        campaignId: campaign.id,
        rows,
        rankBy,
        fairViews,
        mayWrite,
        compared: creators,
        onCompare: (id, isWanted) => (isWanted ? add(id) : remove(id)),
      }),
    [campaign.id, rows, rankBy, fairViews, mayWrite, creators, add, remove],
  );
  const file = new URLSearchParams({
    campaignId: campaign.id,
    rankBy,
    minViews: String(minViews),
    ...(platforms !== '' && { platforms }),
    ...(from !== '' && { from }),
    ...(to !== '' && { to }),
    ...(search !== '' && { search }),
  });
  return (
    <section aria-label="Leaderboard" className={styles.leaderboard}>
      <LeaderboardControls campaign={campaign} leastViews={minViews}>
        <DownloadButton
          href={`/leaderboard.csv?${file}`}
          fileName={`${campaign.id}-leaderboard.csv`}
          className={styles.download}
        >
          Download CSV
        </DownloadButton>
      </LeaderboardControls>
      {error !== undefined && (
        <Failure title="Leaderboard could not be loaded" error={error} onRetry={listing.retry} />
      )}
      {isLoading && rows.length === 0 && (
        <Waiting label="Loading the leaderboard" heights={[44, 44, 44, 44, 44, 44]} />
      )}
      {!isLoading && error === undefined && rows.length === 0 && (
        <Empty title="No influencer has that many views">
          Lower the minimum views to see the leaderboard.
        </Empty>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label={`Leaderboard of ${campaign.id}`}
          columns={columns}
          rows={rows}
          rowKey={({ influencerId }) => influencerId}
          total={shown}
          hasMore={listing.hasMore}
          isLoading={isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 57, phone: 168 }}
        />
      )}
      <ChosenBar />
    </section>
  );
}
