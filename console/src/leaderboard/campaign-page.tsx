import { getRouteApi, Link, lazyRouteComponent } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useQuery } from 'urql';
import { AsOf } from '../campaigns/as-of.tsx';
import { NewResults } from '../campaigns/new-results.tsx';
import { toNumber } from '../format/numbers.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { ShareLink } from '../sharing/share-link.tsx';
import { ButtonLink } from '../shell/button-link.tsx';
import { ListLink } from '../shell/list-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import styles from './campaign.module.css';
import { CampaignFilter, FIRST_DAY, FilterNote, FilterToggle } from './campaign-filter.tsx';
import { asFiltered, asWhole, CAMPAIGN, type Campaign, FILTERED } from './campaign-queries.ts';
import { CAMPAIGN_VIEWS, type CampaignView } from './campaign-search.ts';
import { CampaignSentence } from './campaign-sentence.tsx';
import { CampaignTotals } from './campaign-totals.tsx';
import { type PerformerFilter, usePerformerFilter } from './performer-filter.ts';
import { IntervalsView } from './views/intervals-view.tsx';
import { LeaderboardView } from './views/leaderboard-view.tsx';
import { SpreadView } from './views/spread-view.tsx';
import { TimelineView } from './views/timeline-view.tsx';

const route = getRouteApi('/campaigns/$campaignId');

const VIEW_NAMES: Readonly<Record<CampaignView, string>> = {
  leaderboard: 'Leaderboard',
  intervals: 'Confidence',
  spread: 'Luck or skill',
  timeline: 'Over time',
  compare: 'Compare',
  compliance: 'Compliance',
  live: 'Live',
};

/** On a phone they are more than fit beside each other. */
function bringIntoSight(chosen: HTMLElement | null): void {
  const row = chosen?.parentElement;
  if (chosen == null || row == null) return;
  row.scrollLeft = chosen.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2;
}

/** What is looked at more rarely is loaded by those who look at it. */
const CompareView = lazyRouteComponent(() => import('../comparison/compare-view.tsx'), 'CompareView');
const ComplianceView = lazyRouteComponent(
  () => import('../compliance/compliance-view.tsx'),
  'ComplianceView',
);
const LiveView = lazyRouteComponent(() => import('../live/live-view.tsx'), 'LiveView');

interface ViewProps {
  readonly campaign: Campaign;
  /** Leads to the days of the filter. */
  onDaysWanted(): void;
}

const VIEWS: Readonly<Record<CampaignView, (props: ViewProps) => React.ReactNode>> = {
  leaderboard: LeaderboardView,
  intervals: IntervalsView,
  spread: SpreadView,
  timeline: TimelineView,
  compare: CompareView,
  compliance: ComplianceView,
  live: LiveView,
};

/** One campaign: its sums, and one of the ways to look at who achieved them. */
export function CampaignPage() {
  const { campaignId } = route.useParams();
  const { view } = route.useSearch();
  const viewer = useViewer();
  const filter = usePerformerFilter();
  const [isFilterOpen, setFilterOpen] = useState(filter !== null);
  const { campaign, error, fetching, isStale, ask } = useCampaign(campaignId, filter);
  const View = VIEWS[view];
  const isLive = view === 'live';
  const openDays = () => {
    flushSync(() => setFilterOpen(true));
    document.getElementById(FIRST_DAY)?.focus();
  };
  return (
    <>
      <PageHead
        title={campaignId}
        place={campaign && 'campaign'}
        above={
          <ListLink>
            <Link to="/">← All campaigns</Link>
          </ListLink>
        }
        actions={
          campaign !== undefined && (
            <>
              {!isLive && (
                <FilterToggle isOpen={isFilterOpen} onToggle={() => setFilterOpen((known) => !known)} />
              )}
              <ShareLink folder="campaigns" id={campaignId} departmentId={campaign.departmentId} />
              {isAllowedSomewhere(viewer, 'contribute') && (
                <ButtonLink
                  to="/briefs/new"
                  search={{ campaignId }}
                  leftSection={<PenLine size={16} aria-hidden />}
                >
                  Brief a creator
                </ButtonLink>
              )}
            </>
          )
        }
      />
      {error !== undefined && campaign === undefined && (
        <Failure title="Campaign could not be loaded" error={error} onRetry={ask} />
      )}
      {fetching && campaign === undefined && <Waiting label="Loading the campaign" heights={[92, 40, 320]} />}
      {campaign !== undefined && (
        <>
          {/* What exports say stands apart from what events say, and no filter reaches these. */}
          {!isLive && (
            <>
              <AsOf time={campaign.lastImportedAt} />
              <NewResults campaignId={campaign.id} shownAt={campaign.lastImportedAt} />
              {isFilterOpen && <CampaignFilter campaign={campaign} />}
              <FilterNote />
              <CampaignSentence campaign={campaign} />
              <CampaignTotals campaign={campaign} isStale={isStale} />
            </>
          )}
          <nav className={styles.views} aria-label="Campaign views">
            {CAMPAIGN_VIEWS.map((name) => (
              <Link
                key={name}
                ref={name === view ? bringIntoSight : undefined}
                from="/campaigns/$campaignId"
                to="."
                search={(search) => ({ ...search, view: name })}
                className={styles.view}
                activeOptions={{ exact: true, includeSearch: true }}
                resetScroll={false}
              >
                {VIEW_NAMES[name]}
              </Link>
            ))}
          </nav>
          <Suspense fallback={<Waiting label="Loading the view" heights={[200, 300]} />}>
            {isLive || toNumber(campaign.postCount) > 0 ? (
              <View campaign={campaign} onDaysWanted={openDays} />
            ) : (
              <NoPosts isFiltered={filter !== null} />
            )}
          </Suspense>
        </>
      )}
    </>
  );
}

function NoPosts({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No post matches the filter">Clear a part of it to see who posted.</Empty>
  ) : (
    <Empty title="No posts yet">
      No export of this campaign was imported. What its events say stands under Live.
    </Empty>
  );
}

/** A campaign with the sums of what the filter leaves; while those come, as it was shown before. */
function useCampaign(id: string, filter: PerformerFilter | null) {
  const [whole, askWhole] = useQuery({ query: CAMPAIGN, variables: { id } });
  const [filtered, askFiltered] = useQuery({
    query: FILTERED,
    variables: { id, filter: filter ?? {}, level: { ...filter, search: null } },
    pause: filter === null,
  });
  const found = whole.data?.campaign ?? undefined;
  const left = filtered.data?.campaign ?? undefined;
  const now = useMemo(() => {
    if (found === undefined || filter === null) return found && asWhole(found);
    return left?.id === found.id ? asFiltered(found, left) : undefined;
  }, [found, filter, left]);
  const [last, setLast] = useState(now);
  useEffect(() => {
    if (now !== undefined) setLast(now);
  }, [now]);
  return {
    campaign: now ?? (last?.id === id ? last : undefined),
    error: whole.error ?? (filter === null ? undefined : filtered.error),
    fetching: whole.fetching || filtered.fetching,
    isStale: filter !== null && filtered.fetching,
    ask: () => {
      askWhole({ requestPolicy: 'network-only' });
      if (filter !== null) askFiltered({ requestPolicy: 'network-only' });
    },
  };
}
