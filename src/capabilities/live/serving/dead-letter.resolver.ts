import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import { type AccessContext, Allows } from '../../access/index.ts';
import { CampaignType, InfluencerType } from '../../performance/index.ts';
import type { LiveContext } from '../context.ts';
import {
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetterOrder,
  discardDeadLetters,
  listDeadLetters,
  replayDeadLetters,
} from '../dead-letters/dead-letters.ts';
import {
  type DeadLetterFilterInput,
  DiscardDeadLettersInput,
  ReplayDeadLettersInput,
} from './event.inputs.ts';
import {
  DeadLetterConnection,
  DeadLetterOrderEnum,
  DeadLetterType,
  DiscardDeadLettersPayload,
  ReplayDeadLettersPayload,
} from './event.type.ts';

const MOST_IDS = 1_000;

/** What the resolver is given. */
export interface DeadLetterResolverDeps {
  /** Some failed events are to be tried at once. */
  wakeRetries(): void;
}

@Resolver(() => DeadLetterType)
export class DeadLetterResolver {
  readonly #deps: DeadLetterResolverDeps;

  constructor(deps: DeadLetterResolverDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'EVENT')
  @Query(() => DeadLetterConnection, {
    nullable: true,
    description: 'Events that could not be counted and were put aside, as far as the viewer may see them.',
  })
  async deadLetters(
    @Ctx() context: AccessContext,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => DeadLetterOrderEnum, orderByOf<DeadLetterOrder>('FAILED_AT_DESC'))
    orderBy: DeadLetterOrder,
    @Arg('campaignId', () => ID, { nullable: true, description: 'Those of this campaign.' })
    campaignId: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Those that failed with this code.' })
    code: string | null,
  ): Promise<Page<DeadLetter>> {
    return listDeadLetters(
      context,
      { ids: null, campaignId: campaignId ?? null, code: code ?? null },
      { first: checkPageLength('first', first), after: after ?? null, orderBy },
    );
  }

  @Allows('UPDATE', 'EVENT')
  @Mutation(() => ReplayDeadLettersPayload, {
    nullable: true,
    description:
      'Has dead letters tried again, five times each, and counted where they belong however late they are. Of those that fit, the ones that the viewer may change.',
  })
  async replayDeadLetters(
    @Ctx() context: AccessContext,
    @Arg('input', () => ReplayDeadLettersInput, INPUT) { filter }: ReplayDeadLettersInput,
  ): Promise<Payload<{ replayedCount: number }>> {
    return toPayload(async () => {
      const replayedCount = await replayDeadLetters(context, toFilter(filter));
      this.#deps.wakeRetries();
      return { replayedCount };
    });
  }

  @Allows('DELETE', 'EVENT')
  @Mutation(() => DiscardDeadLettersPayload, {
    nullable: true,
    description:
      'Gives dead letters up: they are never counted, also when they are sent again. Of those that fit, the ones that the viewer may delete.',
  })
  async discardDeadLetters(
    @Ctx() context: AccessContext,
    @Arg('input', () => DiscardDeadLettersInput, INPUT) { filter }: DiscardDeadLettersInput,
  ): Promise<Payload<{ discardedCount: number }>> {
    return toPayload(async () => ({ discardedCount: await discardDeadLetters(context, toFilter(filter)) }));
  }

  @FieldResolver(() => CampaignType, {
    nullable: true,
    description: 'The campaign with its sums; null where it may not be seen.',
  })
  async campaign(@Ctx() { performance }: LiveContext, @Root() { campaignId }: DeadLetter) {
    return performance.campaigns.load(campaignId);
  }

  @FieldResolver(() => InfluencerType, {
    nullable: true,
    description: 'The influencer with the sums of exports; null where no export names them.',
  })
  async influencer(@Ctx() { performance }: LiveContext, @Root() { influencerId }: DeadLetter) {
    return performance.influencers.load(influencerId);
  }
}

/** @throws CallerError BAD_USER_INPUT */
function toFilter({ ids, campaignId, code }: DeadLetterFilterInput): DeadLetterFilter {
  if (ids != null && ids.length > MOST_IDS) {
    throw new CallerError('BAD_USER_INPUT', `ids takes up to ${MOST_IDS}; these are ${ids.length}.`, {
      fields: ['filter.ids'],
    });
  }
  return { ids: ids ?? null, campaignId: campaignId ?? null, code: code ?? null };
}
