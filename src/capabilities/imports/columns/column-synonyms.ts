import { FIELD_NAMES, type FieldName } from './fields.ts';

/**
 * What exports call the fields, as normalized names. Each field lists its names by tiers: a column of an earlier tier
 * wins over one of a later tier, two different columns of one tier are ambiguous. The field's own name stands before
 * all tiers. Later tiers hold names that mean the field only where nothing better is there: a display name for an
 * id, an average for a count.
 *
 * Left out on purpose: `id` (as often the influencer's as the post's), `date` (as often of the measurement as of the
 * post) and `favorites` (likes on X, saves on TikTok).
 */
const TIERS: Readonly<Record<FieldName, readonly (readonly string[])[]>> = {
  campaignId: [
    ['campaign', 'campaignkey', 'campaigncode', 'campaignref', 'campaignslug', 'campaignuuid', 'cid'],
    ['campaignname', 'campaigntitle'],
    ['brand', 'brandname', 'advertiser'],
  ],
  influencerId: [
    [
      'influencer',
      'influencerhandle',
      'influencerusername',
      'influenceruuid',
      'creator',
      'creatorid',
      'creatorhandle',
      'creatorusername',
      'channel',
      'channelid',
      'channeltitle',
      'channelname',
      'username',
      'userid',
      'handle',
      'account',
      'accountid',
      'accountname',
      'accountusername',
      'accounthandle',
      'author',
      'authorid',
      'authorname',
      'authorusername',
      'authoruniqueid',
      'uniqueid',
      'kol',
      'kolid',
      'profile',
      'profileid',
      'profileusername',
      'ownerusername',
      'tiktokername',
      'tiktokusername',
      'tiktokhandle',
      'instagramname',
      'instagramusername',
      'instagramhandle',
      'youtubername',
      'youtubechannel',
    ],
    ['influencername', 'creatorname', 'kolname', 'profilename'],
    ['tiktokname', 'youtubename'],
  ],
  views: [
    [
      ...countNames('view', 'views'),
      ...countNames('play', 'plays'),
      ...countNames('impression', 'impressions'),
      'videoplays',
      'videoplaycount',
    ],
    averageNames('views'),
  ],
  likes: [[...countNames('like', 'likes'), 'diggcount', 'hearts', 'heartcount'], averageNames('likes')],
  comments: [
    [...countNames('comment', 'comments'), ...countNames('reply', 'replies')],
    averageNames('comments'),
  ],
  shares: [
    countNames('share', 'shares'),
    [...countNames('repost', 'reposts'), ...countNames('retweet', 'retweets')],
    averageNames('shares'),
  ],
  postId: [
    [
      'post',
      'postkey',
      'postuuid',
      'video',
      'videoid',
      'vidid',
      'mediaid',
      'contentid',
      'tweetid',
      'reelid',
      'awemeid',
      'shortcode',
      'postshortcode',
    ],
  ],
  platform: [
    ['network', 'socialnetwork', 'socialplatform', 'socialmedia', 'socialmediaplatform', 'mediaplatform'],
    ['channeltype', 'site'],
  ],
  postedAt: [
    [
      'posted',
      'posteddate',
      'postedon',
      'postdate',
      'posttime',
      'postdatetime',
      'postcreatedat',
      'publishedat',
      'published',
      'publisheddate',
      'publishedtime',
      'publishedon',
      'publishdate',
      'publishtime',
      'publicationdate',
      'uploaddate',
      'uploadedat',
      'datepublished',
      'dateposted',
      'vidposttime',
    ],
    ['createdat', 'createtime', 'createddate', 'datecreated', 'timestamp', 'takenat'],
  ],
  followers: [
    [
      ...countNames('follower', 'followers'),
      ...countNames('subscriber', 'subscribers'),
      ...countNames('fan', 'fans'),
      'usernfollower',
      'userfollowers',
      'creatorfollowers',
      'influencerfollowers',
      'authorfollowers',
    ],
  ],
  reach: [['totalreach', 'postreach', 'reachcount', 'reachedaccounts', 'accountsreached', 'uniquereach']],
  saves: [
    [
      ...countNames('save', 'saves'),
      ...countNames('bookmark', 'bookmarks'),
      ...countNames('collect', 'collects'),
      'saved',
    ],
    averageNames('saves'),
  ],
  caption: [
    ['posttext', 'postcaption', 'videocaption', 'vidcaption', 'captiontext', 'tweettext'],
    ['text', 'description', 'postdescription', 'videodescription', 'desc', 'content', 'message'],
    ['title', 'videotitle', 'posttitle'],
  ],
  hashtags: [['hashtag', 'vidhashtags', 'hashtaglist', 'posthashtags'], ['tags']],
  url: [
    [
      'link',
      'permalink',
      'posturl',
      'postlink',
      'videourl',
      'videolink',
      'vidurl',
      'mediaurl',
      'contenturl',
      'tweeturl',
    ],
    ['youtubeurl', 'tiktokurl', 'instagramurl', 'webvideourl'],
  ],
};

/** What a normalized column name stands for. Rank 0 is the field's own name; the lower rank wins. */
export interface Synonym {
  field: FieldName;
  rank: number;
}

const SYNONYMS: ReadonlyMap<string, Synonym> = new Map(
  FIELD_NAMES.flatMap((field) =>
    [[field.toLowerCase()], ...TIERS[field]]
      .flatMap((names, rank) => names.map((name): [string, Synonym] => [name, { field, rank }]))
      // A name that stands in two tiers counts in the earlier: of two entries a Map keeps the last.
      .reverse(),
  ),
);

/** The letters and digits of a column's name in lower case: "Campaign ID", campaign_id and campaignId are one. */
export function normalizeName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The field that a normalized name stands for, if it is a known one. */
export function synonymOf(normalized: string): Synonym | undefined {
  return SYNONYMS.get(normalized);
}

/** Every normalized name of a field, its own first. */
export function namesOf(field: FieldName): readonly string[] {
  return [field.toLowerCase(), ...TIERS[field].flat()];
}

function countNames(one: string, many: string): string[] {
  return [
    one,
    many,
    `${one}count`,
    `${one}counts`,
    `${many}count`,
    `${one}total`,
    `${many}total`,
    `total${one}`,
    `total${many}`,
    `num${one}`,
    `num${many}`,
    `n${one}`,
    `n${many}`,
    `numberof${many}`,
    `noof${many}`,
    `countof${many}`,
    `vidn${one}`,
    `video${many}`,
    `video${one}count`,
    `post${many}`,
  ];
}

function averageNames(many: string): string[] {
  return [`${many}avg`, `avg${many}`, `${many}average`, `average${many}`, `mean${many}`];
}
