import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, importExport } from '../../../../test/exports.ts';

describeOnBothDatabases('the outcome of an import with rejected rows', (database) => {
  beforeEach(() => clear(database()));

  it('shows the first row of each code, and the column that would save the others', async () => {
    const rows = [
      'spring,ada,,900,10',
      'spring,bea,,700,7',
      'spring,cyd,many,,7',
      ',dan,5,5,1',
      'spring,eve,90,1,1',
    ];
    const outcome = await importExport(
      database(),
      `campaign,creator,views,plays,likes\n${rows.join('\n')}\n`,
      {
        rejectLimit: { percent: 100 },
      },
    );
    expect(outcome.examples).toMatchObject([
      {
        code: 'missing_value',
        line: 2,
        column: 'views',
        value: '',
        message: expect.stringMatching(/^The count is blank/),
        advice: {
          sentence: '3 rows have no count in "views"; 2 of them have one in "plays"',
          option: '--map views=plays',
        },
      },
      {
        code: 'not_a_count',
        line: 4,
        column: 'views',
        value: 'many',
        message: expect.stringMatching(/"many"/),
      },
    ]);
  });

  it('shows the first row in the file, though others waited for the end of it', async () => {
    const rows = ['spring,ada,1.234,many', 'spring,bea,no,1', 'spring,cyd,1.234.567,1'];
    const { examples } = await importExport(
      database(),
      `campaign;creator;views;likes\n${rows.join('\n').replaceAll(',', ';')}\n`,
      { rejectLimit: { percent: 100 } },
    );
    expect(examples).toMatchObject([{ code: 'not_a_count', line: 2, value: 'many' }]);
  });

  it('says how rows are loaded that have no dates, and not of one bad date among others', async () => {
    const adviceOf = async (dates: readonly string[]) => {
      const rows = dates.map((date, row) => `spring,ada,${date},10,${row}`);
      const content = `campaign,creator,posted,views,likes\n${rows.join('\n')}\n`;
      const { examples } = await importExport(database(), content, { rejectLimit: { percent: 100 } });
      return examples[0]?.advice;
    };
    expect(await adviceOf(['January 5', 'March 7'])).toEqual({
      sentence: '2 of 2 rows have a date that cannot be read; leave the dates unread to load the rows',
      option: '--map postedAt=',
    });
    expect(await adviceOf(['2026-01-05', '2026-01-05', 'March 7'])).toBeNull();
  });

  it('says which encoding would read what is no text', async () => {
    const content = Buffer.from('campaign,creator,views,likes\nspring,J\xf6rg,10,1\n', 'latin1');
    const { examples } = await importExport(database(), content, { rejectLimit: { percent: 100 } });
    expect(examples).toMatchObject([
      { code: 'bad_text', advice: { sentence: 'Its bytes read as Latin-1', option: '--encoding latin1' } },
    ]);
  });
});
