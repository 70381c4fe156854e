import { Writable } from 'node:stream';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import { readWhole } from '../reading/reading.fixture.ts';
import type { Rejection } from './rejection.ts';
import { REJECTS_COLUMNS, type RejectsFileOptions, writeRejectsFile } from './rejects-file.ts';

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
      ['sp;ring', 'b"ea', '10', '-1', '3', 'likes', 'negative_count'],
    ]);
    expect(rows[1]?.at(-1)).toBe('"sp;ring";"b""ea";10;-1');
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
    expect(rows.map((row) => row.at(-1))).toEqual(['spring,"ada,10,1', 'a,b', 'spring,"b"ea,10,1,2']);
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
    expect(row?.slice(0, 7)).toEqual(['spring', 'ada', '10', '-1', '2', 'likes', 'negative_count']);
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
    expect(text).toBe(`a,b,${REJECTS_COLUMNS.join(',')}\n`);
  });
});
