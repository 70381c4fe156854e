import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import { type Access, Allows } from '../../access/index.ts';
import type { BriefsContext } from '../context.ts';
import { teamOf } from '../tools/team.ts';
import { GenerateBriefInput } from './brief.input.ts';
import type { Platform } from './brief.ts';
import {
  BriefConnection,
  BriefInput,
  BriefType,
  DeleteBriefPayload,
  GenerateBriefPayload,
  PlatformEnum,
  RateBriefPayload,
} from './brief.type.ts';
import { DeleteBriefInput, RateBriefInput } from './brief-changes.input.ts';
import { listBriefs, rateBrief, requireBrief, type StoredBrief } from './brief-record.ts';
import { parseBriefRequest } from './brief-request.ts';
import type { BriefsDeps } from './generate-brief.ts';
import { waitForBrief } from './wait-for-brief.ts';

export type BriefResolverDeps = Pick<BriefsDeps, 'now'> & Pick<Access, 'deleteResource'>;

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
      "Writes a brief that builds on the team's own results, or serves the one that was written before for the same request. It takes seconds with a language model; briefProgress tells what happens meanwhile. Errors: BAD_USER_INPUT, NOT_FOUND (no such campaign), BRIEF_REJECTED (no answer of the model passed the checks; reasons lists why), UPSTREAM_UNAVAILABLE (no model answers), RATE_LIMITED.",
  })
  async generateBrief(
    @Ctx() context: BriefsContext,
    @Arg('input', () => GenerateBriefInput, { description: 'What the brief is to be about.' })
    input: GenerateBriefInput,
  ): Promise<Payload<Awaited<ReturnType<typeof waitForBrief>>>> {
    return toPayload(async () => {
      const { refresh, departmentId, ...wanted } = input;
      const options = { refresh: refresh ?? false, signal: context.request.signal };
      const request = parseBriefRequest(wanted);
      const team = await teamOf(context, departmentId ?? null);
      return waitForBrief(context.briefs.follow(team, request, options));
    });
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
  @Query(() => BriefConnection, { description: 'The briefs, newest first.' })
  async briefs(
    @Ctx() context: BriefsContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Returns the rows after this cursor; without it, from the first.',
    })
    after: string | null,
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
      brand: brand ?? null,
      platform: platform ?? null,
      campaignId: campaignId ?? null,
    });
  }

  @FieldResolver(() => BriefInput, { description: 'What it was asked for.' })
  input(@Root() { request }: StoredBrief): StoredBrief['request'] {
    return request;
  }
}
