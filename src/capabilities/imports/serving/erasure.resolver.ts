import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { createPayloadType, INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { Allows } from '../../access/index.ts';
import type { CampaignRevisions } from '../../performance/index.ts';
import type { ImportsContext } from '../loaders.ts';
import { type Erasure, eraseInfluencer } from '../record/erase-influencer.ts';
import type { InfluencerData } from '../record/influencer-data.ts';

@InputType({ description: 'The input of eraseInfluencer.' })
export class EraseInfluencerInput {
  @Field(() => ID, { description: 'The influencer, by the id of the exports.' })
  readonly influencerId!: string;
}

export const EraseInfluencerPayload = createPayloadType('EraseInfluencerPayload', {
  influencerId: { type: () => ID, description: 'What the influencer is called from now on;' },
  rejectedRowCount: {
    type: () => Count,
    description: 'How many rows in quarantine named the influencer, and were deleted;',
  },
  briefIds: {
    type: () => [ID],
    description:
      'Briefs whose text names the influencer in a sentence, at most 100: look at them, and delete them with deleteBrief;',
  },
});

/** What the resolver is given. */
export interface ErasureDeps {
  /** As the owner: requests may not change posts. */
  readonly database: Database;
  /** What other capabilities keep of creators: asked at a request, when all of them are open. */
  findInfluencerData(): readonly InfluencerData[];
  readonly revisions: Pick<CampaignRevisions, 'forget'>;
}

@Resolver()
export class ErasureResolver {
  readonly #deps: ErasureDeps;

  constructor(deps: ErasureDeps) {
    this.#deps = deps;
  }

  @Allows('DELETE', 'ORGANIZATION')
  @Mutation(() => EraseInfluencerPayload, {
    nullable: true,
    description:
      'Takes out of the organization what says who an influencer is: the id, and the ids, addresses and captions of the posts, in exports and in events. The numbers stay under a name that means nothing. What is imported later comes in again. For admins of the organization as a whole.',
  })
  async eraseInfluencer(
    @Ctx() context: ImportsContext,
    @Arg('input', () => EraseInfluencerInput, INPUT) { influencerId }: EraseInfluencerInput,
  ): Promise<Payload<Erasure>> {
    const { database, revisions } = this.#deps;
    const others = this.#deps.findInfluencerData();
    return toPayload(async () => {
      const erased = await eraseInfluencer({ database, others }, context, influencerId);
      revisions.forget({ organizationId: context.organizationId, campaignIds: null });
      return erased;
    });
  }
}
