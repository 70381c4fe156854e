import { FAULTS, writeLine, writeRow } from './faults.ts';
import { COLUMNS, inventPosts } from './posts.ts';
import { createDice } from './random.ts';

/** How many rows the sample has, and how many of them are spoilt in each way (together one in a hundred). */
export const SAMPLE = { rows: 10_000, spoiltByFault: 10 } as const;

/** The committed sample is the one that this seed gives. */
const SEED = 0.2026;

/** The sample as the bytes of a CSV file, the same on every run: UTF-8, but for the rows whose fault is that they are not. */
export async function writeSample(): Promise<Buffer> {
  const dice = createDice(SEED);
  const rows = inventPosts(dice, SAMPLE.rows);
  const faults = Object.values(FAULTS);
  // Only a post with an audience can be spoilt in every way; the lucky ones are wanted whole.
  const candidates = rows.filter((row) => Number(row.views) > 100);
  const spoilt = dice.sample(candidates, faults.length * SAMPLE.spoiltByFault);
  const spoil = new Map(spoilt.map((row, index) => [row, faults[index % faults.length] ?? writeRow]));
  const lines = [await writeLine(COLUMNS)];
  for (const row of rows) lines.push(await (spoil.get(row) ?? writeRow)(row, dice));
  return Buffer.concat(lines);
}
