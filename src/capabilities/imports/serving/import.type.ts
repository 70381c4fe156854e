import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';

/** type-graphql needs an object for an enum; its values are those in the database. */
export const ImportStatusEnum = {
  RUNNING: 'RUNNING',
  PUBLISHED: 'PUBLISHED',
  REPLACED: 'REPLACED',
  REJECTED: 'REJECTED',
  FAILED: 'FAILED',
} as const;

registerEnumType(ImportStatusEnum, {
  name: 'ImportStatus',
  description: 'The status of an import.',
  valuesConfig: {
    RUNNING: { description: 'Its rows are being read and are not visible yet.' },
    PUBLISHED: { description: 'Its rows are what readers see of its source.' },
    REPLACED: { description: 'A later import of the same source replaced it.' },
    REJECTED: { description: 'It rejected more rows than its limit allows: nothing was published.' },
    FAILED: { description: 'It failed before it could publish.' },
  },
});

@ObjectType({ description: 'How many rows of an import one code rejected.' })
export class RejectedByCode {
  @Field(() => String, { description: 'The code, such as not_a_count.' })
  readonly code!: string;

  @Field(() => Int, { description: 'How many rows.' })
  readonly rows!: number;
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

  @Field(() => String, {
    description:
      'What is wrong: missing_value, not_a_count, negative_count, no_views_but_interactions, interactions_exceed_views, bad_date, bad_text, too_few_fields, too_many_fields, bad_quote or too_long.',
  })
  readonly code!: string;

  @Field(() => String, { description: 'The reason in a sentence, and how to correct it.' })
  readonly message!: string;
}

export const RejectedRowConnection = createConnectionType(
  RejectedRowType,
  'RejectedRow',
  'in the order of the file',
);

@ObjectType('Import', {
  description: 'One run over one file. Always read = loaded + rejected + superseded, once it has ended.',
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
    description: 'Its department; null: the organization as a whole.',
  })
  readonly departmentId!: string | null;

  @Field(() => ImportStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'When it began.' })
  readonly startedAt!: Date;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it ended; null while it runs.' })
  readonly finishedAt!: Date | null;

  @Field(() => Count, { description: 'Rows read.' })
  readonly read!: bigint;

  @Field(() => Count, {
    description: 'Rows that passed every check. Readers see them while status is PUBLISHED.',
  })
  readonly loaded!: bigint;

  @Field(() => Count, { description: 'Rows in the quarantine.' })
  readonly rejected!: bigint;

  @Field(() => Count, {
    description:
      'Good rows that a later row of the same file replaced: the same postId of the same influencer in the same campaign.',
  })
  readonly superseded!: bigint;

  @Field(() => [String], { description: "The file's own header, as it was read." })
  readonly header!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Why it was not published; null where it was.' })
  readonly message!: string | null;
}

export const ImportConnection = createConnectionType(ImportType, 'Import', 'newest first');
