import type { graphql } from '../graph/graphql.ts';

type RejectionCode = ReturnType<typeof graphql.scalar<'RejectionCode'>>;

/** The codes of rejected rows in words; docs/import.md says more of each. */
export const CODE_WORDS: Readonly<Record<RejectionCode, string>> = {
  MISSING_VALUE: 'Missing value',
  NOT_A_COUNT: 'Not a count',
  NEGATIVE_COUNT: 'Negative count',
  NOT_AN_AMOUNT: 'Not an amount of money',
  NEGATIVE_AMOUNT: 'Negative amount',
  UNKNOWN_CURRENCY: 'Unknown currency',
  CONFLICTING_CURRENCY: 'Two currencies in a row',
  AMBIGUOUS_VALUE: 'Ambiguous number or date',
  SPREADSHEET_ERROR: 'Spreadsheet error in an id',
  NO_VIEWS_BUT_INTERACTIONS: 'Interactions without views',
  INTERACTIONS_EXCEED_VIEWS: 'More interactions than views',
  BAD_DATE: 'Invalid date',
  BAD_TEXT: 'Invalid text',
  TOO_FEW_FIELDS: 'Too few cells',
  TOO_MANY_FIELDS: 'Too many cells',
  BAD_QUOTE: 'Invalid quotes',
  TOO_LONG: 'Too long',
};
