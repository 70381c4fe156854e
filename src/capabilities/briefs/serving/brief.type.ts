import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { createDepartmentResolver } from '../../access/index.ts';
import { BriefCategory, BriefCreator, BriefKpi, BriefRule, BriefStep } from '../plan/brief-plan.type.ts';
import type { BriefPlan } from './brief.ts';
import { BriefToolEnum, CacheStatusEnum, ProductKindEnum, WriterKindEnum } from './brief-enums.type.ts';
import type { StoredBrief } from './brief-record.ts';
import { BriefDeliverable, BriefRequestType } from './brief-request.type.ts';
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

@ObjectType({ description: 'One shot of a video, or one picture of a post.' })
export class BriefShot {
  @Field(() => String, { description: 'What is seen.' })
  readonly seen!: string;

  @Field(() => String, { nullable: true, description: 'What is said over it; null where nothing is.' })
  readonly said!: string | null;

  @Field(() => String, { nullable: true, description: 'What stands on the screen; null where nothing does.' })
  readonly onScreen!: string | null;
}

@ObjectType('BriefEdit', { description: 'What people changed in a brief.' })
export class BriefEditType {
  @Field(() => ID, {
    nullable: true,
    description: 'The id of whoever changed it last; null where that was no person.',
  })
  readonly editedBy!: string | null;

  @Field(() => DateTime, { description: 'When that was.' })
  readonly editedAt!: Date;

  @Field(() => [String], { description: 'The names of the fields that are not as they were written.' })
  readonly fields!: readonly string[];
}

@ObjectType('BriefOriginal', { description: 'The fields of a brief as they were written.' })
export class BriefOriginalType {
  @Field(() => String, { description: 'The text to publish.' })
  readonly caption!: string;

  @Field(() => [String], { description: 'The hook ideas.' })
  readonly hookIdeas!: readonly string[];

  @Field(() => [String], { description: 'The hashtags.' })
  readonly hashtags!: readonly string[];

  @Field(() => String, { description: 'The call to action.' })
  readonly cta!: string;

  @Field(() => String, { description: 'The tone.' })
  readonly tone!: string;

  @Field(() => String, { description: 'What the creator should make, and why.' })
  readonly creativeAngle!: string;

  @Field(() => String, { description: 'What the post is to achieve.' })
  readonly objective!: string;

  @Field(() => String, { description: 'What the audience should remember.' })
  readonly keyMessage!: string;

  @Field(() => [BriefShot], { description: 'The shots: at most 8.' })
  readonly shots!: readonly BriefShot[];

  @Field(() => [String], { description: 'What to do.' })
  readonly dos!: readonly string[];

  @Field(() => [String], { description: 'What not to do.' })
  readonly donts!: readonly string[];
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

  @Field(() => String, {
    description:
      'What the post is to achieve, in a sentence; empty in briefs written before it was asked for.',
  })
  readonly objective!: string;

  @Field(() => String, {
    description:
      'What the audience should remember, in a sentence; empty in briefs written before it was asked for.',
  })
  readonly keyMessage!: string;

  @Field(() => [BriefShot], { description: 'What is seen, said and shown, in its order: at most 8.' })
  readonly shots!: readonly BriefShot[];

  @Field(() => [String], { description: 'What to do: at most 6.' })
  readonly dos!: readonly string[];

  @Field(() => [String], { description: 'What not to do: at most 6.' })
  readonly donts!: readonly string[];

  @Field(() => BriefCategory, {
    nullable: true,
    description: 'The category of the product; null where none fits.',
  })
  readonly category!: BriefPlan['category'];

  @Field(() => ProductKindEnum, {
    nullable: true,
    description: 'What the product is; null in briefs of before kinds were told apart.',
  })
  readonly kind!: BriefPlan['kind'] | null;

  @Field(() => [BriefDeliverable], {
    description:
      "What the creator delivers: what was asked for, else one post of the platform's usual format; at most 10.",
  })
  readonly deliverables!: BriefPlan['deliverables'];

  @Field(() => BriefKpi, {
    nullable: true,
    description: "What to expect, out of the team's own results; null where kpiNote says why.",
  })
  readonly kpi!: BriefPlan['kpi'];

  @Field(() => String, {
    nullable: true,
    description: 'Why there is no kpi, in a sentence; null where there is one.',
  })
  readonly kpiNote!: string | null;

  @Field(() => [BriefCreator], {
    description: "Whom to ask, out of the team's own results on the platform: at most 5, the best first.",
  })
  readonly creators!: BriefPlan['creators'];

  @Field(() => [BriefStep], { description: 'What is done by when: at most 10 steps.' })
  readonly timeline!: BriefPlan['timeline'];

  @Field(() => [BriefRule], {
    description: 'The rules of law and of the platform that it has to hold to: at most 20.',
  })
  readonly compliance!: BriefPlan['compliance'];

  @Field(() => Int, { description: 'Which variant of its request it is, from 0.' })
  readonly variant!: number;

  @Field(() => BriefOriginalType, {
    nullable: true,
    description: 'The fields as they were written; null where nobody changed one.',
  })
  readonly original!: BriefOriginalType | null;

  @Field(() => BriefEditType, {
    nullable: true,
    description: 'What people changed by editBrief; null where nobody did.',
  })
  readonly edit!: BriefEditType | null;

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
  brief: { type: () => BriefType, description: 'The brief, the first of briefs;' },
  briefs: { type: () => [BriefType], description: 'All variants, at most 5, each with another angle;' },
  cache: { type: () => BriefCacheType, description: 'Whether it was written for this request, or before;' },
});

export const RateBriefPayload = createPayloadType('RateBriefPayload', {
  brief: { type: () => BriefType, description: 'The brief with its rating;' },
});

export const EditBriefPayload = createPayloadType('EditBriefPayload', {
  brief: { type: () => BriefType, description: 'The brief as it is now;' },
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
