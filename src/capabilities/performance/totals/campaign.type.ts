import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { createDepartmentResolver } from '../../access/index.ts';
import { EngagementNumbers } from '../numbers.type.ts';
import type { CampaignOrder } from './campaign.ts';

/** GraphQL wants an object for an enum; its values are those of the union. */
export const CampaignOrderEnum = {
  ID_ASC: 'ID_ASC',
  VIEWS_DESC: 'VIEWS_DESC',
  LAST_IMPORTED_AT_DESC: 'LAST_IMPORTED_AT_DESC',
  BEST_MATCH: 'BEST_MATCH',
} as const satisfies Readonly<Record<CampaignOrder, CampaignOrder>>;

registerEnumType(CampaignOrderEnum, {
  name: 'CampaignOrder',
  description: 'In which order campaigns are listed.',
  valuesConfig: {
    ID_ASC: { description: 'By id.' },
    VIEWS_DESC: { description: 'Most viewed first.' },
    LAST_IMPORTED_AT_DESC: { description: 'Those whose numbers an import changed last come first.' },
    BEST_MATCH: {
      description:
        'The one whose id is the text of search comes first, then those whose id is it but for the case, begins with it, and holds it; each by id. Without search, by id.',
    },
  },
});

@ObjectType('Campaign', {
  simpleResolvers: true,
  implements: [Node, EngagementNumbers],
  description: 'A campaign of a brand, with the sums over all posts of all its influencers.',
})
export class CampaignType extends EngagementNumbers {
  @Field(() => ID, { description: 'The id that the exports give it.' })
  readonly id!: string;

  @Field(() => Count, { description: 'How many influencers have posts in it.' })
  readonly influencerCount!: bigint;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of its department; null: the organization as a whole.',
  })
  readonly departmentId!: string | null;

  @Field(() => DateTime, { description: 'When an import last changed its numbers.' })
  readonly lastImportedAt!: Date;
}

export const CampaignConnection = createConnectionType(CampaignType, 'Campaign', 'by id or as orderBy says');

export const CampaignNodeIdResolver = createNodeIdResolver(
  CampaignType,
  'Campaign',
  ({ id }: CampaignType) => [id],
);

export const CampaignDepartmentResolver = createDepartmentResolver(
  CampaignType,
  'Its department; null where it is the organization as a whole, or may not be seen.',
);
