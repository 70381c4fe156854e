import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import { type Access, Allows } from '../../access/index.ts';
import { CampaignType, InfluencerType } from '../../performance/index.ts';
import type { BriefsContext } from '../context.ts';
import { BriefCreator, BriefFaceType } from '../plan/brief-plan.type.ts';
import { type BriefFace, faceForCreator, faceForManager } from '../plan/faces.ts';
import { teamOf } from '../tools/team.ts';
import { GenerateBriefInput } from './brief.input.ts';
import type { Platform } from './brief.ts';
import {
  BriefConnection,
  BriefType,
  DeleteBriefPayload,
  EditBriefPayload,
  GenerateBriefPayload,
  RateBriefPayload,
} from './brief.type.ts';
import { DeleteBriefInput, EditBriefInput, RateBriefInput } from './brief-changes.input.ts';
import { BriefOrderEnum, PlatformEnum } from './brief-enums.type.ts';
import { type BriefOrder, listBriefs, rateBrief, requireBrief, type StoredBrief } from './brief-record.ts';
import { checkVariants, parseBriefRequest } from './brief-request.ts';
import { BriefRequestType } from './brief-request.type.ts';
import { editBrief } from './edit-brief.ts';
import type { BriefsDeps } from './generate-brief.ts';
import { waitForBriefs } from './wait-for-briefs.ts';

export type BriefResolverDeps = Pick<BriefsDeps, 'now'> & Pick<Access, 'deleteResource'>;

/** What the caller of generateBrief can mend. A budget that is spent is none of it: its error says when it is there again. */
const MENDABLE = ['BAD_USER_INPUT', 'NOT_FOUND'] as const;

@Resolver(() => BriefType)
export class BriefResolver {
  readonly #deps: BriefResolverDeps;

  constructor(deps: BriefResolverDeps) {
    this.#deps = deps;
  }

  @Allows('CREATE', 'BRIEF')
  @Mutation(() => GenerateBriefPayload, {
    nullable: true,
    description:
      "Writes a brief, or several variants of one, that builds on the team's own results, or serves the one that was written before for the same request. It takes seconds with a language model; briefProgress tells what happens meanwhile. What the caller can mend stands in errors: BAD_USER_INPUT, NOT_FOUND (no such campaign or influencer). GraphQL errors: BRIEF_REFUSED (written for nobody: weapons, cures, vices for minors, hate; extensions.rule says which), BRIEF_REJECTED (no answer of the model passed the checks; extensions.reasons lists why), UPSTREAM_UNAVAILABLE (no model answers), RATE_LIMITED (extensions say when to ask again).",
  })
  async generateBrief(
    @Ctx() context: BriefsContext,
    @Arg('input', () => GenerateBriefInput, { description: 'What the brief is to be about.' })
    input: GenerateBriefInput,
  ): Promise<Payload<Awaited<ReturnType<typeof waitForBriefs>>>> {
    return toPayload(async () => {
      const { refresh, departmentId, variants, ...wanted } = input;
      const options = {
        refresh: refresh ?? false,
        variants: checkVariants(variants),
        signal: context.request.signal,
      };
      const request = parseBriefRequest(wanted);
      const team = await teamOf(context, departmentId ?? null);
      return waitForBriefs(context.briefs.follow(team, request, options));
    }, MENDABLE);
  }

  @Allows('UPDATE', 'BRIEF')
  @Mutation(() => RateBriefPayload, {
    nullable: true,
    description:
      "Saves the team's rating of a brief, replacing an earlier one. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async rateBrief(
    @Ctx() context: BriefsContext,
    @Arg('input', () => RateBriefInput, INPUT) { id, score, note }: RateBriefInput,
  ): Promise<Payload<{ brief: StoredBrief }>> {
    const { now } = this.#deps;
    return toPayload(async () => ({
      brief: await rateBrief(context, { id, score, note: note ?? null, ratedAt: now() }),
    }));
  }

  @Allows('UPDATE', 'BRIEF')
  @Mutation(() => EditBriefPayload, {
    nullable: true,
    description:
      "Keeps people's changes of a brief beside what was written, which stays readable as original. It still has to have the form that its platform wants: errors with BAD_USER_INPUT name each rule that it would break. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async editBrief(
    @Ctx() context: BriefsContext,
    @Arg('input', () => EditBriefInput, INPUT) { id, ...changes }: EditBriefInput,
  ): Promise<Payload<{ brief: StoredBrief }>> {
    const { now } = this.#deps;
    return toPayload(async () => ({
      brief: await editBrief(context, { id, changes, editedAt: now() }),
    }));
  }

  @Allows('DELETE', 'BRIEF')
  @Mutation(() => DeleteBriefPayload, {
    nullable: true,
    description: 'Deletes a brief, with its grants and guest links.',
  })
  async deleteBrief(
    @Ctx() context: BriefsContext,
    @Arg('input', () => DeleteBriefInput, INPUT) { id }: DeleteBriefInput,
  ): Promise<Payload<{ briefId: string }>> {
    return toPayload(async () => {
      await this.#deps.deleteResource(context, { resource: 'BRIEF', id });
      return { briefId: id };
    });
  }

  @Allows('READ', 'BRIEF')
  @Query(() => BriefType, {
    nullable: true,
    description: 'One brief. null, with a NOT_FOUND error, where there is none.',
  })
  async brief(
    @Ctx() context: BriefsContext,
    @Arg('id', () => ID, { description: 'The id of the brief.' }) id: string,
  ): Promise<StoredBrief> {
    return requireBrief(context, 'READ', id);
  }

  @Allows('READ', 'BRIEF')
  @Query(() => BriefConnection, { nullable: true, description: 'The briefs that the viewer may see.' })
  async briefs(
    @Ctx() context: BriefsContext,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => BriefOrderEnum, orderByOf('CREATED_AT_DESC')) orderBy: BriefOrder,
    @Arg('brand', () => String, { nullable: true, description: 'Of this brand, whatever its case.' }) brand:
      | string
      | null,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'For this platform.' })
    platform: Platform | null,
    @Arg('campaignId', () => ID, { nullable: true, description: 'For this campaign.' }) campaignId:
      | string
      | null,
  ): Promise<Page<StoredBrief>> {
    return listBriefs(context, {
      first: checkPageLength('first', first),
      after: after ?? null,
      orderBy,
      brand: brand ?? null,
      platform: platform ?? null,
      campaignId: campaignId ?? null,
    });
  }
}

/** The campaign that a brief builds on. */
@Resolver(() => BriefRequestType)
export class BriefCampaignResolver {
  @FieldResolver(() => CampaignType, {
    nullable: true,
    description: 'That campaign; null also where the viewer may not see it, or it is gone.',
  })
  async campaign(@Ctx() { performance }: BriefsContext, @Root() { campaignId }: StoredBrief['request']) {
    return campaignId === null ? null : performance.campaigns.load(campaignId);
  }
}

/** A creator whom a brief proposes. */
@Resolver(() => BriefCreator)
export class BriefCreatorResolver {
  @FieldResolver(() => InfluencerType, {
    nullable: true,
    description:
      'That influencer; null also where the viewer may not see any of their campaigns, or they are gone.',
  })
  async influencer(@Ctx() { performance }: BriefsContext, @Root() { influencerId }: BriefCreator) {
    return performance.influencers.load(influencerId);
  }
}

/** A brief as its readers get it. */
@Resolver(() => BriefType)
export class BriefFaceResolver {
  @FieldResolver(() => BriefFaceType, {
    description:
      'What is sent to the creator: what to make and what to publish, as it is now. It names no other creator, and no figure of the team.',
  })
  forCreator(@Root() brief: StoredBrief): BriefFace {
    return faceForCreator(brief);
  }

  @FieldResolver(() => BriefFaceType, {
    description:
      'What the campaign manager keeps: why, whom to ask, what to expect, by when, and what to watch.',
  })
  forManager(@Root() brief: StoredBrief): BriefFace {
    return faceForManager(brief);
  }
}
