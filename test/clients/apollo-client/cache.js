// npm install @apollo/client graphql rxjs
import { InMemoryCache } from '@apollo/client';

/** schema.graphql: which types each interface and union stands for. */
export const possibleTypes = {
  BriefProgress: ['BriefFinished', 'BriefText', 'BriefToolFinished', 'BriefToolStarted'],
  EngagementNumbers: [
    'Campaign',
    'CampaignPerformance',
    'CampaignPlatform',
    'CampaignTotals',
    'Influencer',
    'TimelinePeriod',
    'TopPerformer',
  ],
  InfluencerPerformance: ['CampaignPerformance', 'TopPerformer'],
  LiveNumbers: ['LiveMetrics', 'LivePerformer', 'LivePeriod'],
  Node: [
    'Brief',
    'Campaign',
    'CampaignPerformance',
    'Department',
    'Import',
    'Influencer',
    'Job',
    'Organization',
  ],
};

/** Keyed by nodeId, which every query asks for beside what it shows of such a type: an id alone is one only within its type. */
export const makeCache = () =>
  new InMemoryCache({ possibleTypes, typePolicies: { Node: { keyFields: ['nodeId'] } } });
