import { createUnionType, Field, ObjectType } from 'type-graphql';
import { BriefCacheType, BriefType } from './brief.type.ts';
import { BriefToolEnum } from './brief-enums.type.ts';
import type { StoredBrief } from './brief-record.ts';
import type { CacheFacts } from './generate-brief.ts';

@ObjectType({ description: 'A tool was called.' })
export class BriefToolStarted {
  readonly type!: 'TOOL_STARTED';

  @Field(() => BriefToolEnum, { description: 'Which one.' })
  readonly tool!: string;
}

@ObjectType({ description: 'A tool has answered.' })
export class BriefToolFinished {
  readonly type!: 'TOOL_FINISHED';

  @Field(() => BriefToolEnum, { description: 'Which one.' })
  readonly tool!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it found, in a sentence or two; null where it failed.',
  })
  readonly summary!: string | null;
}

@ObjectType({ description: 'The caption grows.' })
export class BriefText {
  readonly type!: 'TEXT';

  @Field(() => String, {
    description:
      'All of the caption so far. It restarts when an answer is retried: replace what was shown before.',
  })
  readonly text!: string;
}

@ObjectType({ description: 'A brief is complete. After the last variant it is the last event.' })
export class BriefFinished {
  readonly type!: 'BRIEF';

  @Field(() => BriefType, { description: 'The brief.' })
  readonly brief!: StoredBrief;

  @Field(() => BriefCacheType, { description: 'Whether it was written for this request, or before.' })
  readonly cache!: CacheFacts;
}

/** The types by the name of their event. */
const TYPES = {
  TOOL_STARTED: BriefToolStarted,
  TOOL_FINISHED: BriefToolFinished,
  TEXT: BriefText,
  BRIEF: BriefFinished,
} as const;

export const BriefProgress = createUnionType({
  name: 'BriefProgress',
  description: 'A progress event while a brief is written.',
  types: () => Object.values(TYPES),
  resolveType: ({ type }) => TYPES[type],
});
