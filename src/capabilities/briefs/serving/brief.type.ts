import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { createDepartmentResolver } from '../../access/index.ts';
import type { Goal, Platform } from './brief.ts';
import {
  BriefToolEnum,
  CacheStatusEnum,
  GoalEnum,
  PlatformEnum,
  WriterKindEnum,
} from './brief-enums.type.ts';
import type { StoredBrief } from './brief-record.ts';
import type { CacheFacts } from './generate-brief.ts';

@ObjectType({ description: 'The persona that a brief speaks to.' })
export class BriefPersona {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'Who that is, and what it means for this brief.' })
  readonly description!: string;
}

@ObjectType({
  description:
    'A tool result that a brief rests on. Every number in a brief comes from one, or from its request.',
})
export class BriefEvidence {
  @Field(() => BriefToolEnum, { description: 'Which tool gave it.' })
  readonly tool!: string;

  @Field(() => String, { description: 'The result in a sentence or two.' })
  readonly summary!: string;

  @Field(() => GraphQLJSONObject, {
    description:
      'The whole result. Rates are percent of views. Captions are quotations from posts: show them as such.',
  })
  readonly data!: Readonly<Record<string, unknown>>;
}

@ObjectType('BriefWriter', { description: 'Who wrote a brief.' })
export class BriefWriterFacts {
  @Field(() => WriterKindEnum, { description: 'A language model, or the offline writer.' })
  readonly kind!: string;

  @Field(() => String, { description: 'The name of the model; "offline" for the offline writer.' })
  readonly model!: string;

  @Field(() => String, { description: 'The version of the prompt.' })
  readonly promptVersion!: string;
}

@ObjectType({ description: 'What a brief cost to write. Zero tokens for the offline writer.' })
export class BriefUsage {
  @Field(() => Int, {
    description: 'Tokens that the model read, over all calls, as its server counted them.',
  })
  readonly inputTokens!: number;

  @Field(() => Int, { description: 'Tokens that the model wrote.' })
  readonly outputTokens!: number;

  @Field(() => Int, { description: 'Calls of the model, with those that failed and were repeated.' })
  readonly modelCalls!: number;
}

@ObjectType({ description: "The team's rating of a brief." })
export class BriefRating {
  @Field(() => Int, { description: 'From 1 (poor) to 5 (sent unchanged).' })
  readonly score!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What was good or bad about it; null where nothing was said.',
  })
  readonly note!: string | null;

  @Field(() => DateTime, { description: 'When the rating was given.' })
  readonly ratedAt!: Date;
}

@ObjectType('BriefRequest', { description: 'What a brief was asked for, as it was understood.' })
export class BriefRequestType {
  @Field(() => String, { description: 'The brand.' })
  readonly brand!: string;

  @Field(() => String, { description: 'The product.' })
  readonly product!: string;

  @Field(() => GoalEnum, { description: 'What the campaign wants.' })
  readonly goal!: Goal;

  @Field(() => PlatformEnum, { description: 'Where it is posted.' })
  readonly platform!: Platform;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the campaign whose results it builds on; null for all of the platform.',
  })
  readonly campaignId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whom it speaks to; null where that was left to the persona.',
  })
  readonly audience!: string | null;

  @Field(() => String, { nullable: true, description: 'How it should sound; null where that was left open.' })
  readonly tone!: string | null;

  @Field(() => String, { description: 'The language, as a BCP 47 tag.' })
  readonly locale!: string;

  @Field(() => [String], { description: 'What the post has to mention, word for word.' })
  readonly mustMention!: readonly string[];

  @Field(() => [String], { description: 'What nothing that is published may say.' })
  readonly mustAvoid!: readonly string[];
}

@ObjectType('Brief', {
  implements: Node,
  description:
    'A brief for a creator: what to publish, what to make, and why. It complies with the rules of its platform, and every number in it comes from its evidence or its request.',
})
export class BriefType {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of its department; null: the organization as a whole.',
  })
  readonly departmentId!: string | null;

  @Field(() => String, {
    description:
      'The text to publish, ready to paste, with a label where the platform wants one in the text. The hashtags follow it.',
  })
  readonly caption!: string;

  @Field(() => [String], { description: '3 to 5 ideas for the first seconds or the first line.' })
  readonly hookIdeas!: readonly string[];

  @Field(() => [String], { description: 'Each with its #, as many as the platform takes.' })
  readonly hashtags!: readonly string[];

  @Field(() => String, { description: 'The one thing that the audience is asked to do.' })
  readonly cta!: string;

  @Field(() => String, { description: 'How it should sound.' })
  readonly tone!: string;

  @Field(() => BriefPersona, { description: 'Whom it speaks to.' })
  readonly persona!: BriefPersona;

  @Field(() => String, {
    description: "What the creator should make and why, with what worked in the team's own results.",
  })
  readonly creativeAngle!: string;

  @Field(() => String, {
    description: 'The paid partnership label that the platform wants, to be set with the post.',
  })
  readonly disclosure!: string;

  @Field(() => [BriefEvidence], {
    description: 'The tool results that it rests on, in the order of the calls: at most 16.',
  })
  readonly evidence!: readonly BriefEvidence[];

  @Field(() => BriefWriterFacts, { description: 'Who wrote it.' })
  readonly writer!: BriefWriterFacts;

  @Field(() => BriefUsage, {
    description: 'What it cost to write. A brief that is served again costs nothing more.',
  })
  readonly usage!: BriefUsage;

  @Field(() => BriefRating, {
    nullable: true,
    description: "The team's rating; null until rateBrief sets it.",
  })
  readonly rating!: BriefRating | null;

  @Field(() => DateTime, { description: 'When it was written.' })
  readonly createdAt!: Date;

  @Field(() => BriefRequestType, { description: 'What it was asked for.' })
  readonly request!: StoredBrief['request'];
}

@ObjectType('BriefCache', { description: 'Whether a brief was written for this request, or before.' })
export class BriefCacheType {
  @Field(() => CacheStatusEnum, { description: 'How the brief came.' })
  readonly status!: CacheFacts['status'];

  @Field(() => Int, { description: 'How long ago it was written, in whole seconds.' })
  readonly ageSeconds!: number;
}

export const GenerateBriefPayload = createPayloadType('GenerateBriefPayload', {
  brief: { type: () => BriefType, description: 'The brief;' },
  cache: { type: () => BriefCacheType, description: 'Whether it was written for this request, or before;' },
});

export const RateBriefPayload = createPayloadType('RateBriefPayload', {
  brief: { type: () => BriefType, description: 'The brief with its rating;' },
});

export const DeleteBriefPayload = createPayloadType('DeleteBriefPayload', {
  briefId: { type: () => ID, description: 'The id that the brief had;' },
});

export const BriefConnection = createConnectionType(BriefType, 'Brief', 'newest first or as orderBy says');

export const BriefNodeIdResolver = createNodeIdResolver(BriefType, 'Brief', ({ id }: BriefType) => [id]);

export const BriefDepartmentResolver = createDepartmentResolver(
  BriefType,
  'Its department; null where it is the organization as a whole, or may not be seen.',
);
