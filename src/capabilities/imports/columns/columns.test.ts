import { describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import { namesOf, normalizeName, synonymOf } from './column-synonyms.ts';
import { type ColumnOptions, findColumns } from './columns.ts';
import { FIELD_NAMES } from './fields.ts';

const NOTHING: ColumnOptions = { map: {}, set: {} };

function faultOf(header: readonly string[], options: Partial<ColumnOptions> = {}): CallerError {
  try {
    findColumns(header, { ...NOTHING, ...options });
  } catch (error) {
    if (error instanceof CallerError) return error;
    throw error;
  }
  throw new Error('the header was accepted');
}

describe('columns are found', () => {
  it.each([
    ['their own names', ['campaignId', 'influencerId', 'views', 'likes', 'comments', 'shares']],
    [
      'another case and other separators',
      ['Campaign ID', 'influencer-id', 'VIEWS', 'likes_', '\nComments', 'sha.res'],
    ],
    ['common synonyms', ['campaign', 'creator', 'plays', 'like count', 'comment_total', 'Total Shares']],
    ['other synonyms', ['campaign_name', 'channel title', 'impressions', 'nLikes', 'replies', 'retweets']],
    [
      "a scraper's names",
      ['campaign_id', 'username', 'vid_nview', 'vid_nlike', 'vid_ncomment', 'vid_nshare'],
    ],
    [
      'averages',
      ['Campaign', 'Tiktoker name', 'Views (Avg.)', 'Likes avg', 'Comments avg.', 'Average shares'],
    ],
  ])('by %s', (_, header) => {
    const { columnOf } = findColumns(header, NOTHING);
    expect(columnOf).toEqual({ campaignId: 0, influencerId: 1, views: 2, likes: 3, comments: 4, shares: 5 });
  });

  it('in any order, ignoring unknown ones', () => {
    const { columnOf } = findColumns(['x', 'likes', 'views', 'y', 'creator', 'campaign'], NOTHING);
    expect(columnOf).toEqual({ likes: 1, views: 2, influencerId: 4, campaignId: 5 });
  });

  it("so that a field's own name wins over a synonym", () => {
    const header = ['impressions', 'views', 'campaign', 'campaign_id', 'handle', 'influencer id', 'likes'];
    expect(findColumns(header, NOTHING).columnOf).toMatchObject({ views: 1, campaignId: 3, influencerId: 5 });
  });

  it('with the optional ones', () => {
    const header = [
      'campaign',
      'creator',
      'views',
      'likes',
      'Video ID',
      'network',
      'published at',
      'subscribers',
    ];
    const { columnOf } = findColumns([...header, 'Bookmarks', 'Reach', 'text', 'tags', 'permalink'], NOTHING);
    expect(columnOf).toMatchObject({ postId: 4, platform: 5, postedAt: 6, followers: 7, saves: 8 });
    expect(columnOf).toMatchObject({ reach: 9, caption: 10, hashtags: 11, url: 12 });
  });
});

describe('a synonym', () => {
  it('belongs to one field, and is found whatever its tier', () => {
    const names = FIELD_NAMES.flatMap((field) =>
      [...new Set(namesOf(field))].map((name) => ({ field, name })),
    );
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
    for (const { field, name } of names) {
      expect(normalizeName(name)).toBe(name);
      expect(synonymOf(name)?.field).toBe(field);
    }
  });
});

describe('--map', () => {
  const header = ['who', 'what', 'seen', 'Likes avg', 'Likes avg', 'campaign'];

  it('takes a name, a different spelling of it, or a number', () => {
    const { columnOf } = findColumns(header, {
      map: { influencerId: 'who', views: 'SEEN', likes: '#5' },
      set: {},
    });
    expect(columnOf).toEqual({ influencerId: 0, views: 2, likes: 4, campaignId: 5 });
  });

  it('prefers the exact name to a different spelling', () => {
    const { columnOf } = findColumns(['campaign', 'creator', 'Views', 'views', 'likes'], {
      map: { views: 'views' },
      set: {},
    });
    expect(columnOf.views).toBe(3);
  });

  it('with an empty column leaves a field unread', () => {
    const { columnOf } = findColumns(['campaign', 'creator', 'views', 'likes', 'shares'], {
      map: { shares: '' },
      set: {},
    });
    expect(columnOf.shares).toBeUndefined();
  });

  it('can assign a column to a field other than its name means', () => {
    const { columnOf } = findColumns(['brand', 'campaign', 'creator', 'views', 'likes'], {
      map: { influencerId: 'campaign' },
      set: {},
    });
    expect(columnOf).toMatchObject({ campaignId: 0, influencerId: 1 });
  });

  it.each([
    ['a column that is not there', { views: 'sean' }, /no column "sean".*--map views=seen/],
    ['a number beyond the last', { views: '#7' }, /columns #1 to #6/],
    ['number 0', { views: '#0' }, /columns #1 to #6/],
    ['a doubled name', { likes: 'Likes avg' }, /appears more than once.*--map likes=#4 or --map likes=#5/],
  ])('of %s stops the run', (_, map, message) => {
    expect(faultOf(header, { map }).message).toMatch(message);
  });
});

describe('--set', () => {
  it('sets a field for every row', () => {
    const set = { campaignId: ' spring ', shares: '1.5K', postedAt: '2025-05-21', platform: 'ig' };
    const { fixed } = findColumns(['creator', 'views', 'likes', 'campaign'], { map: {}, set });
    expect(fixed).toEqual({
      campaignId: 'spring',
      shares: 1500,
      postedAt: '2025-05-21T00:00:00.000Z',
      platform: 'INSTAGRAM',
    });
  });

  it.each([
    [{ views: 'many' }, /--set views=many: "many" is not a count/],
    [{ likes: '' }, /blank/],
    [{ campaignId: ' ' }, /value is needed/],
    [{ influencerId: 'é'.repeat(257) }, /at most 512 bytes/],
    [{ postedAt: '2025-02-30' }, /not a date/],
    [{ caption: 'a\0b' }, /NUL/],
  ])('%# with a value that no cell could have stops the run', (set, message) => {
    expect(faultOf(['campaign', 'creator', 'views', 'likes'], { set }).message).toMatch(message);
  });
});

describe('a header that cannot be used', () => {
  it.each([
    [
      'a needed column missing',
      ['campaign', 'creator', 'viewz', 'likes'],
      /views: no column.*--map views=viewz/,
    ],
    ['no interactions', ['campaign', 'creator', 'views', 'lykes'], /one is needed.*--map likes=lykes/],
    ['no campaign', ['creator', 'views', 'likes'], /--set campaignId=VALUE/],
    [
      'a needed column doubled',
      ['campaign', 'creator', 'views', 'Views', 'likes'],
      /appears more than once.*--map views=views or --map views=Views/,
    ],
    [
      'a needed column ambiguous',
      ['campaign', 'creator', 'plays', 'impressions', 'likes'],
      /several columns match.*--map views=plays or --map views=impressions/,
    ],
    ['an interaction doubled', ['campaign', 'creator', 'views', 'likes', 'likes', 'shares'], /#4.*#5/],
  ])('has %s', (_, header, message) => {
    const fault = faultOf(header);
    expect(fault.code).toBe('BAD_USER_INPUT');
    expect(fault.message).toMatch(message);
    expect(fault.message).toContain(`#${header.length} "${header.at(-1)}"`);
  });

  it('is reported with all problems at once', () => {
    const { message } = faultOf(['a', 'likes', 'likes', 'b'], { map: { views: 'c' }, set: { views: '1' } });
    for (const part of [
      'likes: its column appears more than once',
      'no column "c"',
      'by both --map and --set',
      'influencerId',
    ]) {
      expect(message).toContain(part);
    }
  });

  it('is reported for an unknown field, with the most similar one', () => {
    const map = JSON.parse('{"viewz":"a"}');
    const set = JSON.parse('{"campagnId":"a"}');
    const { message } = faultOf(['campaign', 'creator', 'views', 'likes'], { map, set });
    expect(message).toMatch(/"viewz".*closest is views/);
    expect(message).toMatch(/"campagnId".*closest is campaignId/);
  });

  it('does not include duplicate optional columns: they are ignored, with a notice', () => {
    const header = ['campaign', 'creator', 'views', 'likes', 'Followers', 'followers'];
    const { columnOf, notices } = findColumns(header, NOTHING);
    expect(columnOf.followers).toBeUndefined();
    expect(notices.join()).toMatch(/followers.*not read.*--map followers=Followers/);
  });
});
