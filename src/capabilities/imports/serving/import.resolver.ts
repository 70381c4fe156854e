import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import type { Import } from '../../../platform/storage/generated/client.ts';
import { Allows } from '../../access/index.ts';
import type { ImportsContext } from '../loaders.ts';
import type { RejectedRow } from '../quarantine/rejected-rows.ts';
import { createRowSplitter } from '../quarantine/rejects-file.ts';
import { type CodeCount, countByCode, findImport, listImports } from '../run/import-record.ts';
import { ImportConnection, ImportType, RejectedByCode, RejectedRowConnection } from './import.type.ts';

/** A row of the quarantine, split into cells. */
type SplitRow = RejectedRow & { readonly cells: readonly string[] };

const AFTER = {
  nullable: true,
  description: 'Returns the rows after this cursor; without it, from the first.',
};

@Resolver(() => ImportType)
export class ImportResolver {
  @Allows('READ', 'IMPORT')
  @Query(() => ImportType, {
    nullable: true,
    description: 'One import. null, with a NOT_FOUND error, where there is none.',
  })
  async import(
    @Ctx() context: ImportsContext,
    @Arg('id', () => ID, { description: 'The id of the run.' }) id: string,
  ): Promise<Import> {
    const found = await findImport(context, id);
    if (found !== undefined) return found;
    throw new CallerError(
      'NOT_FOUND',
      `There is no import ${JSON.stringify(id.slice(0, 100))}. The query imports lists the existing ones.`,
    );
  }

  @Allows('READ', 'IMPORT')
  @Query(() => ImportConnection, { description: 'The imports, newest first.' })
  async imports(
    @Ctx() context: ImportsContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, from 1 to 100.' }) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Page<Import>> {
    return listImports(context, {
      first: checkPageLength('first', first),
      after: after ?? null,
    });
  }

  @FieldResolver()
  id(@Root() record: Import): string {
    return String(record.id);
  }

  @FieldResolver(() => [RejectedByCode], { description: 'How many rows each code rejected, most first.' })
  rejectedByCode(@Root() record: Import): CodeCount[] {
    return countByCode(record);
  }

  @FieldResolver(() => RejectedRowConnection, {
    description:
      'The quarantine: the rows that could not be loaded. It is kept for the last 20 imports of a source.',
  })
  async rejectedRows(
    @Ctx() { imports }: ImportsContext,
    @Root() { id, header }: Import,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, from 1 to 100.' }) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Page<SplitRow>> {
    const page = await imports
      .rejectedRows({ first: checkPageLength('first', first), after: after ?? null })
      .load(id);
    const split = createRowSplitter(header.length);
    return {
      ...page,
      edges: page.edges.map(({ node, cursor }) => ({ cursor, node: { ...node, cells: split(node.raw) } })),
    };
  }
}
