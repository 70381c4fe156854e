import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { ResultsScopeEnum } from '../serving/brief-enums.type.ts';
import type { BriefFace } from './faces.ts';

@ObjectType({ description: 'A category of products.' })
export class BriefCategory {
  @Field(() => ID, { description: 'Its id, such as skincare.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;
}

@ObjectType({
  description: "What to expect: the engagement rates of the team's own creators, percent of views.",
})
export class BriefKpi {
  @Field(() => Float, { description: 'What half of them reach: their median.' })
  readonly typical!: number;

  @Field(() => Float, { description: 'What to aim for: their upper quartile.' })
  readonly target!: number;

  @Field(() => Int, { description: 'How many creators were measured.' })
  readonly creators!: number;

  @Field(() => ResultsScopeEnum, { description: 'In which posts.' })
  readonly scope!: string;
}

@ObjectType({ description: 'A creator to ask.' })
export class BriefCreator {
  @Field(() => ID, { description: 'The id of the influencer.' })
  readonly influencerId!: string;

  @Field(() => String, { description: 'Why, in a sentence, with the figures that it rests on.' })
  readonly reason!: string;

  @Field(() => Float, { nullable: true, description: 'Percent of views; null where nothing was measured.' })
  readonly engagementRate!: number | null;

  @Field(() => Count, { description: 'On how many posts that rests.' })
  readonly postCount!: number;

  @Field(() => Count, { description: 'On how many views that rests.' })
  readonly views!: number;
}

@ObjectType({ description: 'A step on the way to the posts.' })
export class BriefStep {
  @Field(() => String, {
    nullable: true,
    description: 'The day, as YYYY-MM-DD; null where the request has no dates.',
  })
  readonly day!: string | null;

  @Field(() => String, { description: 'What is done.' })
  readonly what!: string;
}

@ObjectType({ description: 'A rule of law or of the platform that the post has to hold to.' })
export class BriefRule {
  @Field(() => String, { description: 'Its name, such as disclosure or alcohol.' })
  readonly rule!: string;

  @Field(() => String, { description: 'What it wants of this post.' })
  readonly text!: string;
}

@ObjectType('BriefSection', { description: 'A part of a brief as it is sent.' })
export class BriefSectionType {
  @Field(() => String, { description: 'Its heading.' })
  readonly heading!: string;

  @Field(() => [String], { description: 'Its lines.' })
  readonly lines!: readonly string[];
}

@ObjectType('BriefFace', { description: 'A brief as one of its readers gets it.' })
export class BriefFaceType {
  @Field(() => String, { description: 'All of it, in Markdown.' })
  readonly text!: string;

  @Field(() => [BriefSectionType], { description: 'The same in parts: at most 20.' })
  readonly sections!: BriefFace['sections'];
}
