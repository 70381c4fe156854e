import { registerEnumType } from 'type-graphql';
import { FIELD_NAMES, type FieldName } from '../columns/fields.ts';
import type { RejectedRowOrder } from '../quarantine/rejected-rows.ts';
import { REJECTION_CODES, type RejectionCode } from '../quarantine/rejection.ts';
import type { ImportOrder } from '../record/import-record.ts';
import { UNPUBLISHED_CODES, type UnpublishedCode } from '../run/outcome.ts';

/** GraphQL wants an object for an enum; its values are those that the database keeps. */
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
    REJECTED: {
      description:
        'Its file was read to the end and nothing was published, for the reason in code and message.',
    },
    FAILED: { description: 'It failed before it could publish; message says what to do.' },
  },
});

export const ImportOrderEnum = {
  CREATED_AT_DESC: 'CREATED_AT_DESC',
  CREATED_AT_ASC: 'CREATED_AT_ASC',
} as const satisfies Readonly<Record<ImportOrder, ImportOrder>>;

registerEnumType(ImportOrderEnum, {
  name: 'ImportOrder',
  description: 'In which order imports are listed.',
  valuesConfig: {
    CREATED_AT_DESC: { description: 'Newest first.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
  },
});

export const RejectedRowOrderEnum = {
  LINE_ASC: 'LINE_ASC',
  LINE_DESC: 'LINE_DESC',
} as const satisfies Readonly<Record<RejectedRowOrder, RejectedRowOrder>>;

registerEnumType(RejectedRowOrderEnum, {
  name: 'RejectedRowOrder',
  description: 'In which order the rows of a quarantine are listed.',
  valuesConfig: {
    LINE_ASC: { description: 'In the order of the file.' },
    LINE_DESC: { description: 'From the end of the file.' },
  },
});

const MEANINGS: Readonly<Record<RejectionCode, string>> = {
  missing_value: 'A cell is empty that has to have a value.',
  not_a_count: 'A count is not a whole number.',
  negative_count: 'A count is below zero.',
  not_an_amount: 'A cost or a revenue is no number.',
  negative_amount: 'A cost or a revenue is below zero.',
  unknown_currency: 'A currency is none of ISO 4217.',
  conflicting_currency: 'An amount is marked with another currency than the row has.',
  ambiguous_value: 'A number or a date can be read in two ways, and nothing in the file decides.',
  spreadsheet_error: 'An id is what a spreadsheet wrote in its place, such as #NAME? or 1.23E+17.',
  no_views_but_interactions: 'There are interactions, and no views.',
  interactions_exceed_views: 'There are more interactions than views.',
  bad_date: 'A date cannot be read.',
  bad_text: 'A text holds characters that cannot be kept, or is too long.',
  too_few_fields: 'The row has fewer cells than the header.',
  too_many_fields: 'The row has more cells than the header.',
  bad_quote: 'Quotation marks are not closed, or stand within a cell.',
  too_long: 'The row is longer than a row may be.',
};

/** The codes in capitals, as GraphQL writes them, for those of messages and files. */
export const RejectionCodeEnum = Object.fromEntries(
  REJECTION_CODES.map((code) => [code.toUpperCase(), code]),
);

registerEnumType(RejectionCodeEnum, {
  name: 'RejectionCode',
  description: 'Why a row could not be loaded. Files and messages have the same codes in small letters.',
  valuesConfig: Object.fromEntries(
    REJECTION_CODES.map((code) => [code.toUpperCase(), { description: MEANINGS[code] }]),
  ),
});

const REASONS: Readonly<Record<UnpublishedCode, string>> = {
  REJECT_LIMIT_EXCEEDED: 'More rows were rejected than its limit allows.',
  NUMBER_FORMAT_AMBIGUOUS: 'Its numbers can be read in two ways.',
  DATE_ORDER_AMBIGUOUS: 'Its dates can be read in two ways.',
  IMPORT_SHRINKS: 'It takes away more posts of its source than its limit allows.',
  SOURCE_AMBIGUOUS: 'It seems to be another file of the same name.',
};

/** GraphQL wants an object for an enum. */
export const UnpublishedCodeEnum = Object.fromEntries(UNPUBLISHED_CODES.map((code) => [code, code]));

registerEnumType(UnpublishedCodeEnum, {
  name: 'UnpublishedCode',
  description: 'Why a file that was read to its end is not published.',
  valuesConfig: Object.fromEntries(UNPUBLISHED_CODES.map((code) => [code, { description: REASONS[code] }])),
});

const CONTENTS: Readonly<Record<FieldName, string>> = {
  campaignId: 'The id of the campaign.',
  influencerId: 'The id of the creator.',
  views: 'How often the post was seen.',
  likes: 'How many likes.',
  comments: 'How many comments.',
  shares: 'How often it was shared.',
  postId: 'The id of the post.',
  platform: 'Where it was posted.',
  postedAt: 'When it was posted.',
  followers: 'How many followers the creator has.',
  reach: 'How many people saw it.',
  saves: 'How often it was saved.',
  caption: 'Its text.',
  hashtags: 'Its hashtags.',
  url: 'Its address.',
  cost: 'What it cost.',
  revenue: 'What was sold through it.',
  clicks: 'How many clicks on its link.',
  conversions: 'How many orders, or what else was wanted of whoever clicked.',
  currency: 'The currency of cost and revenue.',
};

const inCapitals = (field: FieldName) => field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** The fields of an export in capitals, as GraphQL writes them. */
export const ExportFieldEnum = Object.fromEntries(FIELD_NAMES.map((field) => [inCapitals(field), field]));

registerEnumType(ExportFieldEnum, {
  name: 'ExportField',
  description:
    'What a column of an export can hold. Files and options have the same names: influencerId for INFLUENCER_ID.',
  valuesConfig: Object.fromEntries(
    FIELD_NAMES.map((field) => [inCapitals(field), { description: CONTENTS[field] }]),
  ),
});
