import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { CampaignPerformance } from './performance.type.ts';
import type { RankedPerformance } from './ranking.ts';

@ObjectType({ description: 'One row of a leaderboard.', simpleResolvers: true })
export class PerformerEdge {
  @Field(() => Int, {
    description:
      'The rank, from 1, as it is now: it holds for the revision of the connection. No two rows share a rank.',
  })
  readonly rank!: number;

  @Field(() => CampaignPerformance, { description: 'The row itself.' })
  readonly node!: RankedPerformance;

  @Field(() => String, {
    description: 'The cursor of this row: pass it as after to get the rows that follow.',
  })
  readonly cursor!: string;
}

@ObjectType({
  description:
    'A page of a leaderboard, best first. Its cursors are positions in the order, not row numbers: they stay valid while an import replaces rows.',
  simpleResolvers: true,
})
export class PerformerConnection {
  @Field(() => [PerformerEdge], { description: 'The rows of this page with their ranks and cursors.' })
  readonly edges!: readonly PerformerEdge[];

  @Field(() => PageInfo, { description: 'Where this page begins and ends.' })
  readonly pageInfo!: PageInfo;

  @Field(() => ID, {
    description:
      'Identifies the data behind this page, and changes whenever an import changes the campaign. Pages of one revision fit together; where it is another one than that of the pages before, begin again from the first, or show what there is. Opaque.',
  })
  readonly revision!: string;

  readonly countAll!: () => Promise<bigint>;

  @Field(() => [CampaignPerformance], {
    description: 'The rows of this page without their ranks and cursors.',
  })
  nodes(): RankedPerformance[] {
    return this.edges.map(({ node }) => node);
  }

  @Field(() => Count, {
    description: 'How many rows the list has over all pages. It is counted only where it is asked for.',
  })
  totalCount(): Promise<bigint> {
    return this.countAll();
  }
}
