import { Writable } from 'node:stream';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import { readLines, readWhole } from '../reading/reading.fixture.ts';
import type { Rejection } from './rejection.ts';
import { type RejectsFileOptions, writeRejectsFile } from './rejects-file.ts';
import { REJECTS_COLUMNS } from './row-mark.ts';

async function writeToText(rejections: Iterable<Rejection>, options: RejectsFileOptions): Promise<string> {
  let text = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  await writeRejectsFile(rejections, destination, options);
  return text;
}

function parseRows(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString(text, { headers: false })
      .on('data', (row: string[]) => rows.push(row))
      .on('error', reject)
      .on('end', () => resolve(rows));
  });
}

const HEADER = ['campaign', 'Creator; name', 'views', 'likes'];

describe('the file of rejected rows', () => {
  it('has the cells of the row under its own columns, followed by the fault', async () => {
    const { rejections, ...whole } = await readWhole(
      'campaign;"Creator; name";views;likes\nspring;ada;x;1\n"sp;ring";"b""ea";10;-1\n',
      { map: { influencerId: '#2' } },
    );
    const [header, ...rows] = await parseRows(await writeToText(rejections, whole));
    expect(header).toEqual([...HEADER, ...REJECTS_COLUMNS]);
    expect(rows.map((row) => row.slice(0, 7))).toEqual([
      ['spring', 'ada', 'x', '1', '2', 'views', 'not_a_count'],
      ['sp;ring', 'b"ea', '10', "'-1", '3', 'likes', 'negative_count'],
    ]);
    expect(rows[1]?.at(-2)).toBe('"sp;ring";"b""ea";10;-1');
  });

  it('detects the delimiter per row if none is given', async () => {
    const { rejections, header } = await readWhole('campaign|creator|views|likes\na|b,c|x|1\n');
    const [, row] = await parseRows(await writeToText(rejections, { header }));
    expect(row?.slice(0, 4)).toEqual(['a', 'b,c', 'x', '1']);
  });

  it('guesses the cells of a row that could not be split, and loses nothing of it', async () => {
    const content = 'campaign,creator,views,likes\nspring,"ada,10,1\na,b\nspring,"b"ea,10,1,2\n';
    const { rejections, ...whole } = await readWhole(content);
    const [, ...rows] = await parseRows(await writeToText(rejections, whole));
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['spring', '"ada', '10', '1'],
      ['a', 'b', '', ''],
      ['spring', '"b"ea', '10', '1'],
    ]);
    expect(rows.map((row) => row.at(-2))).toEqual(['spring,"ada,10,1', 'a,b', 'spring,"b"ea,10,1,2']);
  });

  it('can be imported with the same options, and its corrected rows are accepted', async () => {
    const options = { map: { influencerId: '#2', views: '#3' } };
    const { rejections, ...whole } = await readWhole(
      'campaign,"Creator\nname",seen,likes,likes\nspring,"ada\nbea",many,1,2\n,cyd,10,1,2\n',
      { ...options, map: { ...options.map, likes: '#5' } },
    );
    expect(rejections).toHaveLength(2);
    const file = await writeToText(rejections, whole);
    const mended = file.replace('many', '20').replace('\n,cyd', '\nsummer,cyd');
    const again = await readWhole(mended, { map: { ...options.map, likes: '#5' } });
    expect(again.rejections).toEqual([]);
    expect(again.posts).toMatchObject([
      { campaignId: 'spring', influencerId: 'ada\nbea', views: 20, likes: 2 },
      { campaignId: 'summer', influencerId: 'cyd', views: 10, likes: 2 },
    ]);
  });

  it('of a file of rejected rows has only the new faults', async () => {
    const first = await readWhole('campaign,creator,views,likes\nspring,ada,x,-1\n');
    const file = await writeToText(first.rejections, first);
    const second = await readWhole(file.replace('spring,ada,x', 'spring,ada,10'));
    const [header, row] = await parseRows(await writeToText(second.rejections, second));
    expect(header).toEqual(['campaign', 'creator', 'views', 'likes', ...REJECTS_COLUMNS]);
    expect(row?.slice(0, 7)).toEqual(['spring', 'ada', '10', "'-1", '2', 'likes', 'negative_count']);
  });

  it('keeps a row rejected that comes back as it was, however often, and takes one that was changed', async () => {
    const content = 'campaign,creator,views,likes\na,b\nspring,"b"ea,10,1\nspring,cyd,10,1,2\n=x,-d,x,1\n';
    let again = await readWhole(content);
    const codes = again.rejections.map(({ code }) => code);
    expect(codes).toEqual(['too_few_fields', 'bad_quote', 'too_many_fields', 'not_a_count']);
    for (let time = 0; time < 2; time++) {
      again = await readWhole(await writeToText(again.rejections, again));
      expect(again.posts).toEqual([]);
      expect(again.rejections.map(({ code }) => code)).toEqual(codes);
      expect(again.rejections[1]?.message).toMatch(
        /^The row is as it was when it was rejected\. (?!The row is)/,
      );
      const lines = await readLines(Buffer.from(await writeToText(again.rejections, again)));
      expect(lines.text).toBe('');
    }
    const mended = (await writeToText(again.rejections, again)).replace("'=x,'-d,x", "'=x,'-d,7");
    expect((await readWhole(mended)).posts).toMatchObject([
      { campaignId: '=x', influencerId: '-d', views: 7 },
    ]);
  });

  it('runs in no spreadsheet, and comes back as it was', async () => {
    const { rejections, ...whole } = await readWhole(
      "campaign,creator,views,likes,=caption\n=1+1,@ada,x,1,\"\t'=2\"\n+1,'-b,y,1,'tis\n",
      { map: { caption: '=caption' } },
    );
    const file = await writeToText(rejections, whole);
    for (const row of await parseRows(file)) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    const { posts } = await readWhole(file.replace('x,1', '5,1').replace('y,1', '5,1'), {
      map: { caption: '=caption' },
    });
    expect(posts).toMatchObject([
      { campaignId: '=1+1', influencerId: '@ada', caption: "'=2" },
      { campaignId: '+1', influencerId: '-b', caption: "'tis" },
    ]);
  });

  it('stays within the record limit, however long the row is', async () => {
    const { rejections, ...whole } = await readWhole(
      `campaign,creator,views,likes,caption\na,b,x,1,${'y'.repeat(60_000)}\n`,
    );
    const again = await readWhole(await writeToText(rejections, whole));
    expect(again.rejections).toMatchObject([{ code: 'not_a_count' }]);
  });

  it('has a header if nothing was rejected', async () => {
    const text = await writeToText([], { header: ['a', 'b'] });
    expect(text).toBe(`\ufeffa,b,${REJECTS_COLUMNS.join(',')}\n`);
  });
});
