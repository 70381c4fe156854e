import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { Allows } from '../../access/index.ts';
import type { ColumnUse } from '../columns/column-uses.ts';
import type { ImportsContext } from '../loaders.ts';
import type { RejectedRow, RejectedRowOrder } from '../quarantine/rejected-rows.ts';
import { createRowSplitter } from '../quarantine/rejects-file.ts';
import type { RunningCounts } from '../record/import-progress.ts';
import {
  type CodeCount,
  countByCode,
  type ImportOrder,
  type ImportRecord,
  listImports,
  requireImport,
} from '../record/import-record.ts';
import { readReport } from '../run/import-report.ts';
import {
  ImportColumn,
  ImportConnection,
  ImportProgress,
  ImportType,
  RejectedByCode,
  RejectedRowConnection,
} from './import.type.ts';
import { ImportOrderEnum, RejectedRowOrderEnum } from './import-enums.type.ts';
import { inPlainWords } from './plain-words.ts';
import { rewordExample } from './reword.ts';

/** A row of the quarantine, split into cells. */
type SplitRow = RejectedRow & { readonly cells: readonly string[] };

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
  ): Promise<ImportRecord> {
    return requireImport(context, id);
  }

  @Allows('READ', 'IMPORT')
  @Query(() => ImportConnection, { nullable: true, description: 'The imports that the viewer may see.' })
  async imports(
    @Ctx() context: ImportsContext,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => ImportOrderEnum, orderByOf(ImportOrderEnum.CREATED_AT_DESC)) orderBy: ImportOrder,
  ): Promise<Page<ImportRecord>> {
    return listImports(context, { first: checkPageLength('first', first), after: after ?? null, orderBy });
  }

  @FieldResolver()
  id(@Root() record: ImportRecord): string {
    return String(record.id);
  }

  @FieldResolver(() => ImportProgress, {
    nullable: true,
    description: 'How far it is, whichever server runs it; null once it has ended.',
  })
  async progress(
    @Ctx() { imports }: ImportsContext,
    @Root() { id, status }: ImportRecord,
  ): Promise<RunningCounts | null> {
    return status === 'RUNNING' ? imports.progress.load(id) : null;
  }

  @FieldResolver()
  message(@Root() { message }: ImportRecord): string | null {
    return message === null ? null : inPlainWords(message);
  }

  @FieldResolver(() => [RejectedByCode], {
    description: 'How many rows each code rejected, most first: at most one entry a code.',
  })
  rejectedByCode(@Root() record: ImportRecord): CodeCount[] {
    return countByCode(record).map(({ example, ...counted }) => ({
      ...counted,
      example: example === null ? null : rewordExample(example, inPlainWords),
    }));
  }

  @FieldResolver(() => [ImportColumn], {
    description:
      'What became of each column, in the order of header: at most one entry a column, none where the file was not read to its end.',
  })
  columns(@Root() { report }: ImportRecord): readonly ColumnUse[] {
    return readReport(report).columns;
  }

  @FieldResolver(() => RejectedRowConnection, {
    nullable: true,
    description:
      'The quarantine: the rows that could not be loaded. It is kept for the last 20 imports of a source.',
  })
  async rejectedRows(
    @Ctx() { imports }: ImportsContext,
    @Root() { id, header }: ImportRecord,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => RejectedRowOrderEnum, orderByOf(RejectedRowOrderEnum.LINE_ASC))
    orderBy: RejectedRowOrder,
  ): Promise<Page<SplitRow>> {
    const page = await imports
      .rejectedRows({ first: checkPageLength('first', first), after: after ?? null, orderBy })
      .load(id);
    const split = createRowSplitter(header.length);
    return {
      ...page,
      edges: page.edges.map(({ node, cursor }) => ({
        cursor,
        node: { ...node, message: inPlainWords(node.message), cells: split(node.raw) },
      })),
    };
  }
}
