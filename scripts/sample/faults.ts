import { writeToString } from 'fast-csv';
import { COLUMNS, type SampleRow } from './posts.ts';
import type { Dice } from './random.ts';

/** The ways in which exports go wrong, by the quarantine's code. Each spoils one line and leaves its neighbours alone. */
export const FAULTS = {
  missing_value: (row, dice) =>
    writeRow({ ...row, [dice.pick(['campaign_id', 'influencer_id', 'views'])]: '' }),
  not_a_count: (row, dice) =>
    writeRow({ ...row, views: dice.pick(['n/a', 'many', '12.5', '1.2.3K', '#REF!', '~4000']) }),
  negative_count: (row, dice) => writeRow({ ...row, likes: String(-dice.integer(1, 90)) }),
  no_views_but_interactions: (row, dice) =>
    writeRow({ ...row, views: '0', likes: String(dice.integer(1, 900)) }),
  interactions_exceed_views: (row, dice) =>
    writeRow({ ...row, likes: String(Number(row.views) + dice.integer(1, 900)) }),
  bad_date: (row, dice) =>
    writeRow({ ...row, posted_at: dice.pick(['2026-02-30T09:00:00Z', '2026-13-01', 'yesterday', 'June']) }),
  bad_text: async (row, dice) => {
    const [before, after] = await writeAround(row);
    return Buffer.concat([Buffer.from(before), Buffer.of(dice.pick([0x00, 0xc3, 0xff])), Buffer.from(after)]);
  },
  too_few_fields: (row, dice) => writeLine(fieldsOf(row).slice(0, dice.integer(3, COLUMNS.length - 1))),
  too_many_fields: (row) => writeLine([...fieldsOf(row).slice(0, -2), '#fyp', '#foryou', row.url]),
  bad_quote: async (row, dice) => {
    const [before, after] = await writeAround(row);
    return Buffer.from(
      before + dice.pick(['"never closed', '"closed" too soon', '"one too many""""']) + after,
    );
  },
} satisfies Record<string, (row: SampleRow, dice: Dice) => Promise<Buffer>>;

export type Fault = keyof typeof FAULTS;

/** The row as a line of CSV, with the line's end. */
export function writeRow(row: SampleRow): Promise<Buffer> {
  return writeLine(fieldsOf(row));
}

/** The texts as a line of CSV, with the line's end. */
export async function writeLine(texts: readonly string[]): Promise<Buffer> {
  return Buffer.from(`${await writeToString([[...texts]])}\n`);
}

/** The row's line in two halves: what stands before its caption, and what stands after it. */
async function writeAround(row: SampleRow): Promise<readonly [string, string]> {
  const mark = 'CAPTION';
  const [before = '', after = ''] = (await writeRow({ ...row, caption: mark })).toString().split(mark);
  return [before, after];
}

function fieldsOf(row: SampleRow): string[] {
  return COLUMNS.map((column) => row[column]);
}
