import { getRouteApi, Link } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { useQuery } from 'urql';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { ShareLink } from '../sharing/share-link.tsx';
import { ButtonLink } from '../shell/button-link.tsx';
import { ListLink } from '../shell/list-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import styles from './campaign.module.css';
import { CAMPAIGN, type Campaign } from './campaign-queries.ts';
import { CAMPAIGN_VIEWS, type CampaignView } from './campaign-search.ts';
import { CampaignTotals } from './campaign-totals.tsx';
import { IntervalsView } from './intervals-view.tsx';
import { LeaderboardView } from './leaderboard-view.tsx';
import { SpreadView } from './spread-view.tsx';
import { TimelineView } from './timeline-view.tsx';

const route = getRouteApi('/campaigns/$campaignId');

const VIEW_NAMES: Readonly<Record<CampaignView, string>> = {
  leaderboard: 'Leaderboard',
  intervals: 'Confidence',
  spread: 'Luck or skill',
  timeline: 'Over time',
};

const VIEWS: Readonly<Record<CampaignView, (props: { readonly campaign: Campaign }) => React.ReactNode>> = {
  leaderboard: LeaderboardView,
  intervals: IntervalsView,
  spread: SpreadView,
  timeline: TimelineView,
};

/** One campaign: its sums, and one of the ways to look at who achieved them. */
export function CampaignPage() {
  const { campaignId } = route.useParams();
  const { view } = route.useSearch();
  const viewer = useViewer();
  const [{ data, error, fetching }, ask] = useQuery({ query: CAMPAIGN, variables: { id: campaignId } });
  const campaign = data?.campaign ?? undefined;
  const View = VIEWS[view];
  return (
    <>
      <PageHead
        title={campaignId}
        above={
          <ListLink>
            <Link to="/">← All campaigns</Link>
          </ListLink>
        }
        actions={
          campaign !== undefined && (
            <>
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
        <Failure
          title="Campaign could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && campaign === undefined && <Waiting label="Loading the campaign" heights={[92, 40, 320]} />}
      {campaign !== undefined && (
        <>
          <CampaignTotals campaign={campaign} />
          <nav className={styles.views} aria-label="Campaign views">
            {CAMPAIGN_VIEWS.map((name) => (
              <Link
                key={name}
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
          <View campaign={campaign} />
        </>
      )}
    </>
  );
}
