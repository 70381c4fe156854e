import { getRouteApi, Link } from '@tanstack/react-router';
import { PenLine, UserRound } from 'lucide-react';
import { Fragment } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { formatCount, formatRate, formatShort } from '../format/numbers.ts';
import { useConnection } from '../graph/use-connection.ts';
import { MoneyFigures } from '../money/money-figures.tsx';
import { isGuest } from '../session/credentials.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { VirtualTable } from '../table/virtual-table.tsx';
import styles from './influencer.module.css';
import { INFLUENCER, type Influencer, POSTS } from './influencer-queries.ts';
import { Numbers } from './numbers.tsx';
import { postColumns } from './post-columns.tsx';

const route = getRouteApi('/campaigns/$campaignId/influencers/$influencerId');

/** One influencer in one campaign: the numbers, the posts behind them, and how the other campaigns went. */
export function InfluencerPage() {
  const { campaignId, influencerId } = route.useParams();
  const [{ data, error, fetching }, ask] = useQuery({
    query: INFLUENCER,
    variables: { campaignId, influencerId },
  });
  const viewer = useViewer();
  const performance = data?.campaignPerformance ?? undefined;
  const isMissing =
    error?.graphQLErrors.some(
      ({ path, extensions }) => path?.[0] === 'campaignPerformance' && extensions.code === 'NOT_FOUND',
    ) === true;
  const isUnknown = isMissing && data?.influencer == null;
  const nearIds = isUnknown ? findNearIds(error) : [];
  const back = (
    <Link to="/campaigns/$campaignId" params={{ campaignId }}>
      ← {campaignId}
    </Link>
  );
  return (
    <>
      <PageHead
        title={influencerId}
        above={back}
        actions={
          performance !== undefined && (
            <>
              {!isGuest() && (
                <ButtonLink
                  to="/influencers/$influencerId"
                  params={{ influencerId }}
                  variant="default"
                  leftSection={<UserRound size={16} aria-hidden />}
                >
                  All campaigns
                </ButtonLink>
              )}
              {isAllowedSomewhere(viewer, 'contribute') && (
                <ButtonLink
                  to="/briefs/new"
                  search={{ campaignId, creator: influencerId }}
                  leftSection={<PenLine size={16} aria-hidden />}
                >
                  Write a brief
                </ButtonLink>
              )}
            </>
          )
        }
      />
      {error !== undefined && data === undefined && !isMissing && (
        <Failure
          title="Influencer could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && data === undefined && <Waiting label="Loading the influencer" heights={[84, 260]} />}
      {isMissing && (
        <Empty
          title={isUnknown ? 'No such influencer' : 'No posts in this campaign'}
          action={
            <Link to="/campaigns/$campaignId" params={{ campaignId }}>
              Show the leaderboard of {campaignId}
            </Link>
          }
        >
          {isUnknown
            ? `No import has brought a post of “${influencerId}”. Check the address: ids are written as the exports write them.`
            : `${influencerId} has posts in other campaigns, and none in ${campaignId}.`}
          {nearIds.length > 0 && <NearInfluencers campaignId={campaignId} ids={nearIds} />}
        </Empty>
      )}
      {performance !== undefined && (
        <>
          <Numbers
            figures={[
              ['Engagement rate', formatRate(performance.engagementRate)],
              ['Lower bound, 95 % confidence', formatRate(performance.confidentEngagementRate)],
              ['Views', formatCount(performance.views)],
              ['Likes', formatCount(performance.likes)],
              ['Comments', formatCount(performance.comments)],
              ['Shares', formatCount(performance.shares)],
              ['Posts', formatCount(performance.postCount)],
            ]}
          />
          <MoneyFigures money={performance.money} isPanel />
          <Posts campaignId={campaignId} influencerId={influencerId} />
        </>
      )}
      {data?.influencer != null && <OtherCampaigns influencer={data.influencer} campaignId={campaignId} />}
    </>
  );
}

/** The ids that the server names for one that it does not know. */
function findNearIds(error: CombinedError | undefined): readonly string[] {
  const near = error?.graphQLErrors.find(({ path }) => path?.[0] === 'influencer')?.extensions.nearIds;
  return Array.isArray(near) ? near.map(String) : [];
}

function NearInfluencers({
  campaignId,
  ids,
}: {
  readonly campaignId: string;
  readonly ids: readonly string[];
}) {
  return (
    <span className={styles.near}>
      Did you mean{' '}
      {ids.map((influencerId, index) => (
        <Fragment key={influencerId}>
          {index > 0 && ' or '}
          <Link to="/campaigns/$campaignId/influencers/$influencerId" params={{ campaignId, influencerId }}>
            {influencerId}
          </Link>
        </Fragment>
      ))}
      ?
    </span>
  );
}

function Posts({ campaignId, influencerId }: { readonly campaignId: string; readonly influencerId: string }) {
  const listing = useConnection({
    query: POSTS,
    variables: { campaignId, influencerId },
    select: (data) => data.campaignPerformance?.posts,
  });
  const numbered = listing.rows.map((post, index) => ({ ...post, index }));
  return (
    <section aria-labelledby="posts">
      <h2 id="posts" className={styles.title}>
        Posts, most viewed first
      </h2>
      {listing.error !== undefined && (
        <Failure title="Posts could not be loaded" error={listing.error} onRetry={listing.retry} />
      )}
      {listing.isLoading && numbered.length === 0 && <Waiting label="Loading posts" heights={[56, 56, 56]} />}
      {numbered.length > 0 && (
        <VirtualTable
          label="Posts"
          columns={postColumns}
          rows={numbered}
          rowKey={({ index }) => String(index)}
          hasMore={listing.hasMore}
          isLoading={listing.isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 68, phone: 190 }}
        />
      )}
    </section>
  );
}

interface OtherCampaignsProps {
  readonly influencer: Influencer;
  readonly campaignId: string;
}

function OtherCampaigns({ influencer, campaignId }: OtherCampaignsProps) {
  const others = (influencer.campaigns?.edges ?? [])
    .map(({ node }) => node)
    .filter((performance) => performance.campaignId !== campaignId);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="others">
      <h2 id="others" className={styles.title}>
        In other campaigns
      </h2>
      <ul className={styles.others}>
        {others.map((other) => (
          <li key={other.campaignId}>
            <Link
              to="/campaigns/$campaignId/influencers/$influencerId"
              params={{ campaignId: other.campaignId, influencerId: influencer.id }}
            >
              {other.campaignId}
            </Link>
            <b>{formatRate(other.engagementRate)}</b>
            <span>
              {formatShort(other.views)} views, {formatCount(other.postCount)} posts
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
