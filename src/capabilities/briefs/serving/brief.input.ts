import { Field, ID, InputType } from 'type-graphql';
import type { Goal, Platform } from './brief.ts';
import { GoalEnum, PlatformEnum } from './brief-enums.type.ts';

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

  @Field(() => Boolean, {
    nullable: true,
    description: 'Writes a new brief even if one for the same request is cached. false by default.',
  })
  readonly refresh?: boolean | null;
}
