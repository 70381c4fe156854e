import { expect, it } from 'vitest';
import { describeColumnUses } from './column-uses.ts';
import { matchColumns } from './columns.ts';

const nearestOf = (name: string) =>
  describeColumnUses(matchColumns(['campaign', 'creator', 'views', name], { map: {}, set: {} }), {}).at(-1)
    ?.nearest;

it.each([
  ['lkes', 'likes'],
  ['coments', 'comments'],
  ['Shares (organic)', 'shares'],
  ['followrs', 'followers'],
  ['Datum', 'postedAt'],
])('says that the column %s, which is not used, is near %s', (name, field) => {
  expect(nearestOf(name)).toBe(field);
});

it('says nothing of a column that somebody wants left unread', () => {
  const options = { map: { postedAt: '' }, set: {} };
  const uses = describeColumnUses(matchColumns(['campaign', 'creator', 'views', 'Post time'], options), {});
  expect(uses.at(-1)).toMatchObject({ field: null, nearest: null });
});

it.each([
  'Follows',
  'dislike_count',
  'Likes avg 2',
  'title',
  'Category',
  'thumbnail',
  'Duration (sec)',
  'Tiktok name',
])('says of the column %s, which is not used, that it is near no other field', (name) => {
  const header = ['campaign', 'creator', 'views', 'like_count', 'description', name];
  const uses = describeColumnUses(matchColumns(header, { map: {}, set: {} }), {});
  expect(uses.at(-1)).toMatchObject({ field: null, nearest: null });
});
