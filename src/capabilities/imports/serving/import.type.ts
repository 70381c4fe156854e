import { Field, ID, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { createDepartmentResolver } from '../../access/index.ts';
import type { ImportRecord } from '../record/import-record.ts';
import {
  ExportFieldEnum,
  ImportStatusEnum,
  RejectionCodeEnum,
  UnpublishedCodeEnum,
} from './import-enums.type.ts';

@ObjectType({ description: 'What would save rejected rows, where something would.' })
export class RejectionAdvice {
  @Field(() => String, { description: 'What was found in those rows.' })
  readonly sentence!: string;

  @Field(() => String, {
    description:
      'What would save them where the file is imported again with it: views from plays, the encoding latin1.',
  })
  readonly option!: string;
}

@ObjectType({ description: 'The first row of a file that a code rejected.' })
export class RejectionExample {
  @Field(() => Count, { description: 'The line of the file at which the row begins, from 1.' })
  readonly line!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The column at fault; null where it is the row as a whole.',
  })
  readonly column!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What stands in that column, at most 100 characters; null where it is the row as a whole.',
  })
  readonly value!: string | null;

  @Field(() => String, { description: 'The reason in a sentence, and how to correct it.' })
  readonly message!: string;

  @Field(() => RejectionAdvice, {
    nullable: true,
    description: 'What would save the rows of this code; null where nothing is known that would.',
  })
  readonly advice!: RejectionAdvice | null;
}

@ObjectType({ description: 'What became of a column of a file.' })
export class ImportColumn {
  @Field(() => String, { description: 'Its name in the file.' })
  readonly name!: string;

  @Field(() => ExportFieldEnum, {
    nullable: true,
    description: 'What is read from it; null where it is not used.',
  })
  readonly field!: string | null;

  @Field(() => ExportFieldEnum, {
    nullable: true,
    description:
      'Of a column that is not used, the field with the most similar name that the file does not have otherwise; null where none is similar.',
  })
  readonly nearest!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How its numbers are written: en for 1,234.5, de for 1.234,5; null where neither was given nor its values decide.',
  })
  readonly numberFormat!: string | null;
}

@ObjectType({ description: 'How many rows of an import one code rejected.' })
export class RejectedByCode {
  @Field(() => RejectionCodeEnum, { description: 'The code.' })
  readonly code!: string;

  @Field(() => Count, { description: 'How many rows.' })
  readonly rowCount!: number;

  @Field(() => RejectionExample, {
    nullable: true,
    description: 'The first of them in the file; null where the file was not read to its end.',
  })
  readonly example!: RejectionExample | null;
}

@ObjectType({ description: 'How far a running import is. It is written every second or so.' })
export class ImportProgress {
  @Field(() => Count, { description: 'Rows read so far.' })
  readonly readCount!: bigint;

  @Field(() => Count, { description: 'Rows rejected so far.' })
  readonly rejectedCount!: bigint;

  @Field(() => Count, { description: 'Bytes of the file read so far, as it was sent.' })
  readonly byteCount!: bigint;
}

@ObjectType('RejectedRow', {
  description: 'A row that could not be loaded: it is in the quarantine, with the reason.',
})
export class RejectedRowType {
  @Field(() => Count, { description: 'The line of the file at which the row begins, from 1.' })
  readonly line!: bigint;

  @Field(() => Count, { description: 'The byte of the file at which the row begins, from 0.' })
  readonly byteOffset!: bigint;

  @Field(() => String, { description: 'The original row.' })
  readonly raw!: string;

  @Field(() => [String], {
    description:
      'The row split into the columns of the header, ready to be corrected. If the row cannot be split, this is a guess, and the number of cells may differ.',
  })
  readonly cells!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'The column at fault; null where it is the row as a whole.',
  })
  readonly column!: string | null;

  @Field(() => RejectionCodeEnum, { description: 'What is wrong.' })
  readonly code!: string;

  @Field(() => String, { description: 'The reason in a sentence, and how to correct it.' })
  readonly message!: string;
}

export const RejectedRowConnection = createConnectionType(
  RejectedRowType,
  'RejectedRow',
  'in the order of the file or as orderBy says',
);

@ObjectType('Import', {
  implements: Node,
  description:
    'One run over one file. Always readCount = loadedCount + rejectedCount + supersededCount, once it has ended.',
})
export class ImportType {
  @Field(() => ID, { description: 'The id of this run.' })
  readonly id!: string;

  @Field(() => String, {
    description:
      'What the export is about, by default its file name. Importing a source again replaces its earlier rows.',
  })
  readonly source!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of its department; null: the organization as a whole.',
  })
  readonly departmentId!: string | null;

  @Field(() => ImportStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;

  @Field(() => DateTime, { description: 'When it began.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  readonly finishedAt!: Date | null;

  @Field(() => Count, {
    description: 'Rows read. Like the other counts 0 while it runs: progress has those of a running import.',
  })
  readonly readCount!: bigint;

  @Field(() => Count, {
    description: 'Rows that passed every check. Readers see them while status is PUBLISHED.',
  })
  readonly loadedCount!: bigint;

  @Field(() => Count, { description: 'Rows in the quarantine.' })
  readonly rejectedCount!: bigint;

  @Field(() => Count, {
    description:
      'Good rows that a later row of the same file replaced: the same platform and postId of the same influencer in the same campaign.',
  })
  readonly supersededCount!: bigint;

  @Field(() => Count, {
    description:
      'Posts of other sources that it had too when it was published: while it is, theirs do not count. 0 where none was, or it is not published.',
  })
  readonly overlappingCount!: bigint;

  @Field(() => [String], { description: "The file's own header, as it was read." })
  readonly header!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'Why it was not published, and what to do; null where it was.',
  })
  readonly message!: string | null;

  @Field(() => UnpublishedCodeEnum, {
    nullable: true,
    description: 'Why status is REJECTED; null otherwise.',
  })
  readonly code!: string | null;
}

export const ImportConnection = createConnectionType(ImportType, 'Import', 'newest first or as orderBy says');

export const ImportNodeIdResolver = createNodeIdResolver(ImportType, 'Import', ({ id }: ImportRecord) => [
  String(id),
]);

export const ImportDepartmentResolver = createDepartmentResolver(
  ImportType,
  'Its department; null where it is the organization as a whole, or may not be seen.',
);
