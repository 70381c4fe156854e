import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { Decimal } from '../../../platform/graph/decimal.type.ts';
import { CurrencyCode } from '../../../platform/graph/money.type.ts';
import type { PostOrder } from './post.ts';

/** GraphQL wants an object for an enum; its values are those of the union. */
export const PostOrderEnum = {
  VIEWS_DESC: 'VIEWS_DESC',
  POSTED_AT_DESC: 'POSTED_AT_DESC',
} as const satisfies Readonly<Record<PostOrder, PostOrder>>;

registerEnumType(PostOrderEnum, {
  name: 'PostOrder',
  description: 'In which order posts are listed. Ties go by the newest import, then by the last line.',
  valuesConfig: {
    VIEWS_DESC: { description: 'Most viewed first.' },
    POSTED_AT_DESC: { description: 'Latest first; posts without a date come last.' },
  },
});

@ObjectType('Post', {
  simpleResolvers: true,
  description:
    'One measured piece of content: one row of an export. What the export does not have is null, which is not zero.',
})
export class PostType {
  @Field(() => ID, {
    nullable: true,
    description: "The platform's own id; null where the export gives none.",
  })
  readonly postId!: string | null;

  @Field(() => ID, { description: 'The id of the campaign.' })
  readonly campaignId!: string;

  @Field(() => ID, { description: 'The id of the influencer.' })
  readonly influencerId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'INSTAGRAM, TIKTOK, YOUTUBE, X, FACEBOOK, LINKEDIN, TWITCH, SNAPCHAT, PINTEREST, or another name in capitals.',
  })
  readonly platform!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was posted.' })
  readonly postedAt!: Date | null;

  @Field(() => Count, { description: 'How often it was viewed.' })
  readonly views!: bigint;

  @Field(() => Count, { nullable: true, description: 'Likes.' })
  readonly likes!: bigint | null;

  @Field(() => Count, { nullable: true, description: 'Comments.' })
  readonly comments!: bigint | null;

  @Field(() => Count, { nullable: true, description: 'Shares.' })
  readonly shares!: bigint | null;

  @Field(() => Count, {
    description: 'The interactions: likes + comments + shares, as far as they were reported.',
  })
  readonly interactions!: bigint;

  @Field(() => Float, {
    nullable: true,
    description: 'Percent of views: interactions / views x 100. null without views.',
  })
  readonly engagementRate!: number | null;

  @Field(() => Count, { nullable: true, description: 'Saves or bookmarks. They are no interactions.' })
  readonly saves!: bigint | null;

  @Field(() => Count, {
    nullable: true,
    description: 'Followers of the influencer at the time of the export.',
  })
  readonly followers!: bigint | null;

  @Field(() => Count, { nullable: true, description: 'How many people saw it.' })
  readonly reach!: bigint | null;

  @Field(() => String, { nullable: true, description: 'The caption, as the export gives it.' })
  readonly caption!: string | null;

  @Field(() => [String], {
    description: 'The hashtags in small letters, without #. Empty where the export gives none.',
  })
  readonly hashtags!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Its address, as the export gives it: not checked.' })
  readonly url!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What it cost, in whole units of currency, as the export says it.',
  })
  readonly cost!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What was sold through it, in whole units of currency, as the export says it.',
  })
  readonly revenue!: string | null;

  @Field(() => CurrencyCode, {
    nullable: true,
    description: 'The currency of cost and revenue; null where the export does not say.',
  })
  readonly currency!: string | null;

  @Field(() => Count, { nullable: true, description: 'Clicks on its link.' })
  readonly clicks!: bigint | null;

  @Field(() => Count, {
    nullable: true,
    description: 'Orders, or what else was wanted of whoever clicked.',
  })
  readonly conversions!: bigint | null;
}

export const PostConnection = createConnectionType(PostType, 'Post', 'most viewed first or as orderBy says');
