import { describe, expect, it } from 'vitest';
import { readWhole } from '../reading/reading.fixture.ts';
import { parseDateOrder, parseSpreadsheetDate } from './spreadsheet-date.ts';

describe('a date of a spreadsheet', () => {
  it.each([
    ['2026/01/02', '2026-01-02T00:00:00.000Z'],
    ['2026/1/2 9:05', '2026-01-02T09:05:00.000Z'],
    ['02.01.2026', '2026-01-02T00:00:00.000Z'],
    ['2.1.2026 14:30:15', '2026-01-02T14:30:15.000Z'],
    ['Jan 2 2026', '2026-01-02T00:00:00.000Z'],
    ['Jan 2, 2026', '2026-01-02T00:00:00.000Z'],
    ['January 2, 2026 2:30 PM', '2026-01-02T14:30:00.000Z'],
    ['2 Jan 2026', '2026-01-02T00:00:00.000Z'],
    ['2-Jan-2026', '2026-01-02T00:00:00.000Z'],
    ['12/31/2026', '2026-12-31T00:00:00.000Z'],
    ['31/12/2026 12:00 am', '2026-12-31T00:00:00.000Z'],
    ['05/05/2026', '2026-05-05T00:00:00.000Z'],
  ])('%j is %s in any order', (written, instant) => {
    expect(parseSpreadsheetDate(written, null)).toBe(instant);
  });

  it.each([
    '02/01/2026',
    '31/31/2026',
    '2026/13/01',
    '30.02.2026',
    'Foo 2 2026',
    '1/2/26',
    '02/01/2026 13:00 pm',
    '',
  ])('%j is none without an order', (written) => {
    expect(parseSpreadsheetDate(written, null)).toBeNull();
  });

  it('is read by an order that is given, or that any value of its column decides', async () => {
    const fileOf = (...dates: string[]) =>
      ['campaign,creator,views,likes,posted', ...dates.map((date) => `spring,ada,9,1,${date}`)].join('\n');
    const read = async (content: string, options = {}) => {
      const { posts, rejections } = await readWhole(content, options);
      return [
        ...posts.sort((left, right) => left.line - right.line).map(({ postedAt }) => postedAt?.slice(0, 10)),
        ...rejections.map(({ code }) => code),
      ];
    };
    expect(await read(fileOf('02/01/2026', '25/01/2026'))).toEqual(['2026-01-02', '2026-01-25']);
    expect(await read(fileOf('02/01/2026', '01/25/2026'))).toEqual(['2026-02-01', '2026-01-25']);
    expect(await read(fileOf('02/01/2026', '2026-01-05'))).toEqual(['2026-01-05', 'ambiguous_value']);
    expect(await read(fileOf('02/01/2026'), { dateOrder: 'dmy' })).toEqual(['2026-01-02']);
    expect(await read(fileOf('01/25/2026'), { dateOrder: 'dmy' })).toEqual(['bad_date']);
    expect(() => parseDateOrder('ymd')).toThrow(/takes dmy \(31\/12\/2026\) or mdy/);
  });
});
