import { expect, it } from 'vitest';
import { readLines, readWhole } from './reading.fixture.ts';
import { mayBeTotalsRow } from './totals-row.ts';

const FIXED = { set: { campaignId: 'spring', influencerId: 'ada' } } as const;
const HEADER = 'Content,Title,Views,Likes\n';
const ROWS = 'a1,One,100,10\na2,Two,50,5\n';

it.each([
  ['before the others', `${HEADER}Total,,150,15\n${ROWS}`],
  ['behind the others', `${HEADER}${ROWS}"Grand Total",,150,15\n`],
  ['behind the others, in German', `${HEADER}${ROWS}Summe,,"150",\n`],
  ['behind a blank cell', `${HEADER}${ROWS},Gesamt,150,15\n`],
])('skips a row that sums the others up, %s', async (_where, content) => {
  const { posts, rejections, read } = await readWhole(content, FIXED);
  expect({ read, rejections, views: posts.map(({ views }) => views) }).toEqual({
    read: 2,
    rejections: [],
    views: [100, 50],
  });
  expect((await readLines(Buffer.from(content), FIXED)).text.trim().split('\n')).toHaveLength(2);
});

it.each([
  ['begins with such a word', 'Total Glow,,150,15\n'],
  ['has a text beside it', 'Total,Three,150,15\n'],
  ['has no blank cell', 'Total,3,150,15\n'],
])('reads a row as any other that %s', async (_what, row) => {
  expect((await readWhole(`${HEADER}${ROWS}${row}`, FIXED)).posts).toHaveLength(3);
  expect(
    (await readLines(Buffer.from(`${HEADER}${ROWS}${row}`), FIXED)).text.trim().split('\n'),
  ).toHaveLength(3);
});

it.each([
  ['summer-2026,ada,100', false],
  ['total_glow,ada,100', false],
  ['gesamtheit,ada', false],
  ['spring,ada', false],
  ['"Grand totals",,100', true],
  ['Gesamtergebnis;;100', true],
  ['"Gesamtergebnis"\t\t1', true],
  ['SUM', true],
  ['Summe |1', true],
])(
  'takes %j by its beginning for one: %s, so that names which begin alike take the fast path',
  (row, mayBe) => {
    expect(mayBeTotalsRow(Buffer.from(row), 0)).toBe(mayBe);
  },
);
