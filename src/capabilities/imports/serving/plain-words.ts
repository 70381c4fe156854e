/**
 * What stands for an option of the command in the words of the page, whose controls are called so, from the most special to the most
 * general.
 */
const WORDS: readonly (readonly [option: RegExp, words: string])[] = [
  [/use --map (\w+)= instead/gu, 'choose “not in the file” for $1'],
  [/--map (\w+)=#(\d+)/gu, '$1 from column $2'],
  [/--map (\w+)=COLUMN/gu, '$1 from a column of the file'],
  [/--map (\w+)=(?=[\p{L}\p{N}"_.-])/gu, '$1 from '],
  [/--map (\w+)=/gu, '$1 not read'],
  [/--map/gu, 'a column'],
  [/--set (\w+)=VALUE for the whole file/gu, 'the same value of $1 for every row'],
  [/--set (\w+)=/gu, '$1 of every row as '],
  [/--set/gu, 'a value for every row'],
  // A format for a field alone is no control.
  [/,? or for a field alone, such as --number-format \w+=\w+/gu, ''],
  [/--number-format en/gu, 'the number format “English”'],
  [/--number-format de/gu, 'the number format “German”'],
  [/--date-order dmy/gu, 'the date order “day first”'],
  [/--date-order mdy/gu, 'the date order “month first”'],
  [/--encoding (latin1|utf-\d+(?:le|be)?)/gu, 'the encoding $1'],
  [/--encoding/gu, 'encoding'],
  [/with --sheet/gu, 'as the sheet'],
  [/with --source NAME/gu, 'as its source'],
  [/say --source /gu, 'import it as '],
  [/--reject-limit (\d+(?:\.\d+)? ?%?)/gu, 'a maximum of $1 rejected rows'],
  [/with --allow-shrink, or with a larger --shrink-limit/gu, 'anyway, though posts go'],
  [/--forget/gu, '“Forget how it was read before”'],
];

/** A sentence of the command's in the words of somebody at the page or behind the graph, who types no options. */
export function inPlainWords(sentence: string): string {
  const worded = WORDS.reduce((said, [option, words]) => said.replace(option, words), sentence);
  return worded.replace(
    /(?<![\w-])--([a-z]+(?:-[a-z]+)*)/gu,
    (_, option: string) => `“${option.replaceAll('-', ' ')}”`,
  );
}
