import { Arg, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import type { AccessContext } from '../../access/index.ts';
import type { PostOrder } from '../../performance/contract.ts';
import { CampaignType, PostOrderEnum } from '../../performance/index.ts';
import {
  countDisclosures,
  type DisclosureCounts,
  type DisclosureDeps,
  type DisclosureScope,
  listUndisclosed,
  type UndisclosedPost,
} from './disclosure.ts';
import { CampaignDisclosureType, UndisclosedPostConnection } from './disclosure.type.ts';
import { checkCountry } from './disclosure-rules.ts';

/** It reads the captions of all posts. */
const COST = { cost: 20 };

/** What is asked for of a campaign; its counts are counted once, where one of them is asked for. */
interface Disclosure extends DisclosureScope {
  countOnce(): Promise<DisclosureCounts>;
}

@Resolver(() => CampaignType)
export class CampaignDisclosureResolver {
  readonly #deps: DisclosureDeps;

  constructor(deps: DisclosureDeps) {
    this.#deps = deps;
  }

  @FieldResolver(() => CampaignDisclosureType, {
    nullable: true,
    description: 'Whether the captions of its posts say that they are paid for.',
  })
  async disclosure(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('country', () => String, {
      nullable: true,
      description:
        'The country whose rules of advertising apply, as ISO 3166-1 alpha-2, such as DE. null: any label of any country will do, anywhere in the caption.',
    })
    given: string | null,
  ): Promise<Disclosure> {
    const scope = { campaignId, country: checkCountry(given) };
    const deps = this.#deps;
    let counts: Promise<DisclosureCounts> | undefined;
    return {
      ...scope,
      countOnce() {
        counts ??= countDisclosures(deps, reader, scope);
        return counts;
      },
    };
  }
}

@Resolver(() => CampaignDisclosureType)
export class DisclosureResolver {
  readonly #deps: DisclosureDeps;

  constructor(deps: DisclosureDeps) {
    this.#deps = deps;
  }

  @Extensions(COST)
  @FieldResolver(() => UndisclosedPostConnection, {
    nullable: true,
    description: 'The posts with a caption that carries no label that will do, with what would be right.',
  })
  async undisclosedPosts(
    @Ctx() reader: AccessContext,
    @Root() disclosure: Disclosure,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => PostOrderEnum, orderByOf(PostOrderEnum.VIEWS_DESC)) orderBy: PostOrder,
  ): Promise<Page<UndisclosedPost>> {
    return listUndisclosed(this.#deps, reader, disclosure, {
      first: checkPageLength('first', first),
      after: after ?? null,
      orderBy,
    });
  }

  @Extensions(COST)
  @FieldResolver(() => Count, {
    nullable: true,
    description:
      'How many posts carry a label that will do: in the caption, or as a hashtag, where the export has hashtags that the caption does not have.',
  })
  async disclosedCount(@Root() { countOnce }: Disclosure): Promise<bigint> {
    return (await countOnce()).disclosedCount;
  }

  @Extensions(COST)
  @FieldResolver(() => Count, { nullable: true, description: 'How many posts have a caption without one.' })
  async undisclosedCount(@Root() { countOnce }: Disclosure): Promise<bigint> {
    return (await countOnce()).undisclosedCount;
  }

  @Extensions(COST)
  @FieldResolver(() => Count, {
    nullable: true,
    description: 'How many posts have no caption in their export: what they say is not known.',
  })
  async unknownCount(@Root() { countOnce }: Disclosure): Promise<bigint> {
    return (await countOnce()).unknownCount;
  }

  @Extensions(COST)
  @FieldResolver(() => Count, {
    nullable: true,
    description:
      "How many posts need no label in their caption, because no rule of the country is known and the platform's own label is enough there.",
  })
  async notNeededCount(@Root() { countOnce }: Disclosure): Promise<bigint> {
    return (await countOnce()).notNeededCount;
  }
}
