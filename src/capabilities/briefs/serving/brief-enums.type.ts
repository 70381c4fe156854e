import { registerEnumType } from 'type-graphql';
import type { Format, Goal, Platform, ProductKind, ResultsScopeKind, Writer } from './brief.ts';
import type { BriefOrder } from './brief-record.ts';
import type { CacheFacts } from './generate-brief.ts';

/** Registers an enum by what its values mean; GraphQL wants an object for an enum. */
function createEnum<Value extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Value, string>>,
): Readonly<Record<string, string>> {
  const values = Object.fromEntries(Object.keys(meanings).map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(
    Object.entries<string>(meanings).map(([value, meaning]) => [value, { description: meaning }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  return values;
}

export const PlatformEnum = createEnum<Platform>('Platform', 'Where a creator posts.', {
  INSTAGRAM: 'Instagram.',
  TIKTOK: 'TikTok.',
  YOUTUBE: 'YouTube.',
  X: 'X.',
  FACEBOOK: 'Facebook.',
  LINKEDIN: 'LinkedIn.',
  TWITCH: 'Twitch.',
  SNAPCHAT: 'Snapchat.',
  PINTEREST: 'Pinterest.',
});

export const GoalEnum = createEnum<Goal>('BriefGoal', 'What a campaign wants from its posts.', {
  AWARENESS: 'That many hear of the product.',
  ENGAGEMENT: 'That people like, comment and share.',
  TRAFFIC: 'That people come to a page.',
  CONVERSIONS: 'That people buy.',
  APP_INSTALLS: 'That people install an app.',
  COMMUNITY: 'That people follow and stay.',
});

export const FormatEnum = createEnum<Format>('BriefFormat', 'What a post is.', {
  REEL: 'A reel.',
  STORY: 'A story, gone after a day.',
  CAROUSEL: 'Several pictures or pages to swipe through.',
  PHOTO: 'A picture, or several at once.',
  VIDEO: 'A video.',
  SHORT: 'A short vertical video.',
  LIVE: 'A live stream.',
  POST: 'A post of text, with or without a picture.',
  THREAD: 'Several posts that belong together.',
  PIN: 'A pin.',
});

export const ProductKindEnum = createEnum<ProductKind>('BriefProductKind', 'What a product is.', {
  OBJECT: 'A thing to own or wear.',
  FOOD: 'Something to eat or drink.',
  SERVICE: 'Something that is done for people.',
  APP: 'Software for people.',
  EVENT: 'Something at a time.',
  PLACE: 'Somewhere to go.',
  BUSINESS: 'Something that is sold to companies.',
});

export const ResultsScopeEnum = createEnum<ResultsScopeKind>(
  'BriefResultsScope',
  'Whose results a figure is from.',
  {
    CAMPAIGN_AND_PLATFORM: "The campaign's posts on the platform.",
    CAMPAIGN: "The campaign's posts on all platforms, where it has too few on this one.",
    PLATFORM: 'All posts on the platform.',
    CREATOR: 'The posts of the creator whom the brief is for.',
    NONE: 'There are no results yet.',
  },
);

export const WriterKindEnum = createEnum<Writer['kind']>('BriefWriterKind', 'Who can write a brief.', {
  MODEL: 'A language model.',
  OFFLINE: 'The offline writer, without a model.',
});

export const CacheStatusEnum = createEnum<CacheFacts['status']>('BriefCacheStatus', 'How a brief came.', {
  MISS: 'Written for this request.',
  HIT: 'Written before for the same request.',
  STALE:
    'Written before, and served because no model answers now; the results or the prompt may have changed since.',
});

export const BriefOrderEnum = createEnum<BriefOrder>('BriefOrder', 'In which order briefs are listed.', {
  CREATED_AT_DESC: 'Newest first.',
  CREATED_AT_ASC: 'Oldest first.',
});

/** The tools by the names that a model calls them by. */
export const BriefToolEnum = {
  TREND_FETCHER: 'trendFetcher',
  CREATIVE_DIRECTION: 'creativeDirection',
  PERSONA_CLASSIFIER: 'personaClassifier',
  CREATIVE_ANGLE: 'creativeAngle',
  TOP_PERFORMERS: 'topPerformers',
} as const;

registerEnumType(BriefToolEnum, {
  name: 'BriefTool',
  description: 'What the writer of a brief can ask.',
  valuesConfig: {
    TREND_FETCHER: {
      description: "What works on the platform: the team's own hashtags, and curated trends.",
    },
    CREATIVE_DIRECTION: { description: 'Personas and angles that fit, with the reasons.' },
    PERSONA_CLASSIFIER: {
      description: 'Whom the brief speaks to: in briefs before creativeDirection gave it.',
    },
    CREATIVE_ANGLE: {
      description:
        'The angle that fits the goal and the platform: in briefs before creativeDirection gave it.',
    },
    TOP_PERFORMERS: { description: "Who performed best in the team's own results, with their best posts." },
  },
});
