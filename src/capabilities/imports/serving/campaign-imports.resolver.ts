import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { CampaignType } from '../../performance/index.ts';
import type { ImportsContext } from '../loaders.ts';
import type { ImportOrder, ImportRecord } from '../record/import-record.ts';
import { ImportConnection } from './import.type.ts';
import { ImportOrderEnum } from './import-enums.type.ts';

/** What a campaign's numbers came by. */
@Resolver(() => CampaignType)
export class CampaignImportsResolver {
  @FieldResolver(() => ImportConnection, {
    nullable: true,
    description:
      'The published imports that have posts in the campaign, as far as the viewer may see them: what its numbers are the sum of.',
  })
  async imports(
    @Ctx() { imports }: ImportsContext,
    @Root() { id }: CampaignType,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => ImportOrderEnum, orderByOf(ImportOrderEnum.CREATED_AT_DESC)) orderBy: ImportOrder,
  ): Promise<Page<ImportRecord>> {
    return imports
      .ofCampaigns({ first: checkPageLength('first', first), after: after ?? null, orderBy })
      .load(id);
  }
}
