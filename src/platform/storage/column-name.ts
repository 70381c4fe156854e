/** What a model's field is called in the database: `posted_at` for `postedAt`. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
