import { countOf, formatCount, formatRate, toNumber } from '../format/numbers.ts';
import { namePlatform } from '../format/platforms.ts';
import styles from './campaign.module.css';
import type { Campaign } from './campaign-queries.ts';

/** What stands out in a campaign, in a sentence or two. */
export function CampaignSentence({ campaign }: { readonly campaign: Campaign }) {
  const { summary, levelRate, suggestedMinViews } = campaign;
  if (summary === null || summary.comparedCount === 0 || levelRate === null) return null;
  const { comparedCount, aboveCount, bestPlatform } = summary;
  const least = toNumber(suggestedMinViews);
  return (
    <p
      className={styles.sentence}
      title={`Compared are those with at least ${countOf(least, 'view')}. Of those named, at most 5 % are there by chance, on average.`}
    >
      {aboveCount === 0 ? 'None' : <b>{formatCount(aboveCount)}</b>} of {countOf(comparedCount, 'influencer')}{' '}
      with at least {formatCount(least)} views {aboveCount === 1 ? 'stands' : 'stand'} above the average of{' '}
      {formatRate(levelRate)} by more than chance explains.
      {bestPlatform !== null && bestPlatform.platform !== null && (
        <>
          {' '}
          <b>{namePlatform(bestPlatform.platform)}</b> has the best rate,{' '}
          {formatRate(bestPlatform.engagementRate)}.
        </>
      )}
    </p>
  );
}
