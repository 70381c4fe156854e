import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useQuery } from 'urql';
import { PlotFigure } from '../charts/plot-figure.tsx';
import { countOf, formatCount, formatRate, formatShort, toNumber } from '../format/numbers.ts';
import { namePlatform } from '../format/platforms.ts';
import { MoneyFigures } from '../money/money-figures.tsx';
import { ListLink } from '../shell/list-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { VirtualTable } from '../table/virtual-table.tsx';
import { describeAudience, describeStanding } from './describe-platform.ts';
import styles from './influencer.module.css';
import { Numbers } from './numbers.tsx';
import { postColumns } from './post-columns.tsx';
import { drawMonths, drawStrips, STRIP_HEIGHT, sumUpMonths } from './profile-charts.ts';
import { DRAWN, PROFILE, type Profile, postsOf } from './profile-queries.ts';
import { monthsTable, postsTable } from './profile-tables.ts';

const route = getRouteApi('/influencers/$influencerId');
const MONTHS_HEIGHT = 240;
const BEST_POSTS = 5;

/** An influencer over all campaigns: where the rate stands, campaign by campaign, over time, and the best posts. */
export function ProfilePage() {
  const { influencerId } = route.useParams();
  const [{ data, error, fetching }, ask] = useQuery({ query: PROFILE, variables: { id: influencerId } });
  const influencer = data?.influencer ?? undefined;
  const isUnknown = error?.graphQLErrors.some(({ extensions }) => extensions.code === 'NOT_FOUND') === true;
  return (
    <>
      <PageHead
        title={influencerId}
        place={influencer && 'creator'}
        above={
          <ListLink>
            <Link to="/">← All campaigns</Link>
          </ListLink>
        }
      >
        {influencer !== undefined &&
          `In ${countOf(toNumber(influencer.campaignCount), 'campaign')}, with ${countOf(toNumber(influencer.postCount), 'post')}.`}
      </PageHead>
      {error !== undefined && influencer === undefined && (
        <Failure
          title={isUnknown ? 'No such influencer' : 'Influencer could not be loaded'}
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && influencer === undefined && (
        <Waiting label="Loading the influencer" heights={[84, 120, 260]} />
      )}
      {influencer !== undefined && (
        <>
          <Numbers
            figures={[
              ['Engagement rate', formatRate(influencer.engagementRate)],
              ['Views', formatCount(influencer.views)],
              ['Likes', formatCount(influencer.likes)],
              ['Comments', formatCount(influencer.comments)],
              ['Shares', formatCount(influencer.shares)],
            ]}
          />
          <MoneyFigures money={influencer.money} isPanel />
          <Platforms platforms={influencer.platforms ?? []} />
          <Drawings influencer={influencer} />
        </>
      )}
    </>
  );
}

/** Where the rate stands among the other creators of each platform. */
function Platforms({ platforms }: { readonly platforms: NonNullable<Profile['platforms']> }) {
  if (platforms.length === 0) return null;
  return (
    <section aria-labelledby="platforms">
      <h2 id="platforms" className={styles.title}>
        Among your creators
      </h2>
      <ul className={styles.others}>
        {platforms.map((of) => (
          <li key={of.platform}>
            {namePlatform(of.platform)}
            <b>{formatRate(of.engagementRate)}</b>
            {describeStanding(of).map((sentence) => (
              <span key={sentence}>{sentence}</span>
            ))}
            <span>{[`${formatShort(of.views)} views`, ...describeAudience(of.audience)].join(', ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Drawings({ influencer }: { readonly influencer: Profile }) {
  const campaigns = useMemo(() => influencer.campaigns?.nodes ?? [], [influencer]);
  const posts = useMemo(() => postsOf(campaigns), [campaigns]);
  const months = useMemo(() => sumUpMonths(posts), [posts]);
  const stripCampaigns = useCallback<React.ComponentProps<typeof PlotFigure>['draw']>(
    (Plot, width) => drawStrips(Plot, { posts, campaigns, width }),
    [posts, campaigns],
  );
  const overTime = useCallback<React.ComponentProps<typeof PlotFigure>['draw']>(
    (Plot, width) => drawMonths(Plot, { posts, months, width, height: MONTHS_HEIGHT }),
    [posts, months],
  );
  const best = useMemo(
    () =>
      [...posts]
        .sort((left, right) => toNumber(right.interactions) - toNumber(left.interactions))
        .slice(0, BEST_POSTS)
        .map((post, index) => ({ ...post, index })),
    [posts],
  );
  const part =
    posts.length < toNumber(influencer.postCount)
      ? `${formatCount(posts.length)} of ${formatCount(influencer.postCount)}`
      : undefined;
  if (posts.length === 0)
    return <Empty title="No posts">No import has brought a post that can be shown.</Empty>;
  return (
    <>
      <section aria-labelledby="campaigns">
        <h2 id="campaigns" className={styles.title}>
          Posts, campaign by campaign
        </h2>
        <div className={styles.panel}>
          <PlotFigure
            label={`The engagement rate of ${countOf(posts.length, 'post')} beside the rates of their campaigns; the list below has the campaigns`}
            height={campaigns.length * STRIP_HEIGHT + 70}
            data={postsTable(posts)}
            draw={stripCampaigns}
          />
          <p className={styles.about}>
            A dot is a post, the larger the more views. The golden bar is the rate of the whole campaign.
            {part !== undefined &&
              ` Drawn are the ${DRAWN.posts} most viewed posts in each of the ${DRAWN.campaigns} most viewed campaigns, ${part}.`}
          </p>
          <ul className={styles.others}>
            {campaigns.map(({ campaignId, engagementRate, campaign, views, postCount }) => (
              <li key={campaignId}>
                <Link
                  to="/campaigns/$campaignId/influencers/$influencerId"
                  params={{ campaignId, influencerId: influencer.id }}
                >
                  {campaignId}
                </Link>
                <b>{formatRate(engagementRate)}</b>
                <span>the campaign {formatRate(campaign?.engagementRate)}</span>
                <span>
                  {formatShort(views)} views, {countOf(toNumber(postCount), 'post')}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </section>
      {months.length > 0 && (
        <section aria-labelledby="time">
          <h2 id="time" className={styles.title}>
            Rate over time
          </h2>
          <div className={styles.panel}>
            <PlotFigure
              label={`Engagement rate of the posts in each of ${countOf(months.length, 'month')}`}
              height={MONTHS_HEIGHT}
              data={monthsTable(months)}
              draw={overTime}
            />
            <p className={styles.about}>
              A dot is a post. The golden line is the rate of each month's posts together, in UTC; posts
              without a date are left out.
              {part !== undefined && ` Only the most viewed posts count here, those drawn above: ${part}.`}
            </p>
          </div>
        </section>
      )}
      <section aria-labelledby="best">
        <h2 id="best" className={styles.title}>
          Best posts, by interactions
        </h2>
        {part !== undefined && (
          <p className={styles.about}>
            The best of the most viewed posts, those drawn above: {part}. Others may have had more
            interactions.
          </p>
        )}
        <VirtualTable
          label="Best posts"
          columns={postColumns}
          rows={best}
          rowKey={({ index }) => String(index)}
          estimatedHeight={{ desk: 68, phone: 190 }}
        />
      </section>
    </>
  );
}
