import { expect, it } from 'vitest';
import { createCommand } from '../../../../scripts/etl/command.ts';
import { inPlainWords } from './plain-words.ts';

it.each([
  ['Try --map views=plays or --map views=#2.', 'Try views from plays or views from column 2.'],
  ['Try --set campaignId=VALUE for the whole file.', 'Try the same value of campaignId for every row.'],
  [
    '--map views=my plays: there is no column "my plays".',
    'views from my plays: there is no column "my plays".',
  ],
  ['by both --map and --set: use only one.', 'by both a column and a value for every row: use only one.'],
  ['To skip the field, use --map tone= instead.', 'To skip the field, choose “not in the file” for tone.'],
  ['--map postedAt=', 'postedAt not read'],
  ['import it with --encoding latin1.', 'import it with the encoding latin1.'],
  ['Import it with another --encoding.', 'Import it with another encoding.'],
  ['with --reject-limit 5%.', 'with a maximum of 5% rejected rows.'],
  [
    'Say which: --number-format en or --number-format de, or for a field alone, such as --number-format views=de.',
    'Say which: the number format “English” or the number format “German”.',
  ],
  [
    'Say which: --date-order dmy or --date-order mdy.',
    'Say which: the date order “day first” or the date order “month first”.',
  ],
  ['import it with --allow-shrink, or with a larger --shrink-limit.', 'import it anyway, though posts go.'],
  ['a name or a number with --sheet.', 'a name or a number as the sheet.'],
  [
    'a name of its own with --source NAME, or say --source "x.csv" to replace the earlier one.',
    'a name of its own as its source, or import it as "x.csv" to replace the earlier one.',
  ],
  ['With --forget nothing is taken.', 'With “Forget how it was read before” nothing is taken.'],
  ['a-b -- c', 'a-b -- c'],
])('says %j without an option', (command, plain) => {
  expect(inPlainWords(command)).toBe(plain);
});

it('names no option of the command as it is typed', () => {
  const options = createCommand().options.flatMap(({ long }) => long ?? []);
  expect(options.length).toBeGreaterThan(10);
  for (const option of options) expect(inPlainWords(`Import it with ${option}.`)).not.toContain('--');
});
