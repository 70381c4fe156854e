/** A cell that a spreadsheet would run as a formula: it begins with one of these, with or without marks before it. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MARKED = /^'+[=+\-@\t\r]/;

/**
 * A cell as a spreadsheet shows it and runs nothing: with a `'` before what begins like a formula, as OWASP says of CSV
 * injection. {@link restoreCell} takes it off again.
 */
export function neutralizeCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell that was given to {@link neutralizeCell}. */
export function restoreCell(cell: string): string {
  return cell.startsWith("'") && MARKED.test(cell) ? cell.slice(1) : cell;
}
