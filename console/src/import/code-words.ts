/** The codes of rejected rows in words; docs/import.md says more of each. */
export const CODE_WORDS: Readonly<Record<string, string>> = {
  missing_value: 'Missing value',
  not_a_count: 'Not a count',
  negative_count: 'Negative count',
  no_views_but_interactions: 'Interactions without views',
  interactions_exceed_views: 'More interactions than views',
  bad_date: 'Invalid date',
  bad_text: 'Invalid text',
  too_few_fields: 'Too few cells',
  too_many_fields: 'Too many cells',
  bad_quote: 'Invalid quotes',
  too_long: 'Too long',
};
