import { Field, ID, InputType, Int } from 'type-graphql';
import type { Format, Goal, Platform } from './brief.ts';
import { FormatEnum, GoalEnum, PlatformEnum } from './brief-enums.type.ts';

@InputType({ description: 'A claim that may be made of the product.' })
export class BriefFactInput {
  @Field(() => String, { description: 'The claim, such as "keeps warm for 12 hours". Up to 200 characters.' })
  readonly claim!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What proves it, such as a study or a certificate. Up to 300 characters.',
  })
  readonly proof?: string | null;
}

@InputType({ description: 'So many posts of a format.' })
export class BriefDeliverableInput {
  @Field(() => FormatEnum, { description: 'One that the platform has.' })
  readonly format!: Format;

  @Field(() => Int, { description: 'How many, from 1 to 20.' })
  readonly count!: number;
}

@InputType({ description: 'Calendar days.' })
export class BriefDatesInput {
  @Field(() => String, { description: 'The first day, as YYYY-MM-DD.' })
  readonly from!: string;

  @Field(() => String, { description: 'The last day, as YYYY-MM-DD; not before the first.' })
  readonly to!: string;
}

@InputType({ description: 'What a brief is asked for.' })
export class GenerateBriefInput {
  @Field(() => String, { description: 'The brand, up to 80 characters.' })
  readonly brand!: string;

  @Field(() => String, { description: 'The product as the brand calls it, up to 120 characters.' })
  readonly product!: string;

  @Field(() => GoalEnum, { description: 'What the campaign wants from the post.' })
  readonly goal!: Goal;

  @Field(() => PlatformEnum, { description: 'Where it is posted. Its limits and labels are kept.' })
  readonly platform!: Platform;

  @Field(() => ID, {
    nullable: true,
    description: "Builds on this campaign's results; without it, on all posts of the platform.",
  })
  readonly campaignId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The department of the brief; if omitted, the organization as a whole, which requires a role there.',
  })
  readonly departmentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Whom it should speak to, up to 300 characters.' })
  readonly audience?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How it should sound, such as "playful" or "calm, expert".',
  })
  readonly tone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The language to write in, as a BCP 47 tag: en (the default), en-GB, de, pt-BR. Offline, English only.',
  })
  readonly locale?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Up to 8 phrases that the post has to have, word for word: claims, codes, links, #hashtags, @handles.',
  })
  readonly mustMention?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Up to 20 words or phrases that nothing in the post may have, whatever their case.',
  })
  readonly mustAvoid?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The category of the product, such as skincare; if omitted, the writer finds it.',
  })
  readonly category?: string | null;

  @Field(() => [BriefFactInput], {
    nullable: true,
    description:
      'Up to 12 claims that may be made of the product. Without one, nothing is said of effects, prices or certificates.',
  })
  readonly facts?: BriefFactInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the audience is to go: an http or https address, up to 500 characters.',
  })
  readonly link?: string | null;

  @Field(() => String, { nullable: true, description: 'A discount code, up to 40 characters.' })
  readonly code?: string | null;

  @Field(() => [BriefDeliverableInput], {
    nullable: true,
    description: "What the creator delivers; if omitted, one post of the platform's usual format.",
  })
  readonly deliverables?: BriefDeliverableInput[] | null;

  @Field(() => BriefDatesInput, {
    nullable: true,
    description:
      'When it is to be posted; of an event its days, and with a code the days on which that works: captions say those.',
  })
  readonly dates?: BriefDatesInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The influencer whom it is for: it then rests on their own best posts.',
  })
  readonly creator?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The country whose rules of advertising apply, as ISO 3166-1 alpha-2, such as US; if omitted, the locale's region.",
  })
  readonly country?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many briefs to write, each with another angle: from 1, the default, to 5.',
  })
  readonly variants?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Writes a new brief even if one for the same request is cached. false by default.',
  })
  readonly refresh?: boolean | null;
}
