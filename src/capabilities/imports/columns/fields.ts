import { z } from 'zod';
import { averageNames, countNames } from './count-names.ts';

/** How a cell of a field is read and stored. */
export type FieldKind =
  | 'identifier'
  | 'platform'
  | 'instant'
  | 'count'
  | 'text'
  | 'hashtags'
  | 'amount'
  | 'currency';

/** A field of a measured post that an export can contain. */
export interface Field {
  /** Its name in the graph; in the database the same in snake case. */
  readonly name: string;
  readonly kind: FieldKind;
  /**
   * Whether a file must have it: `one` means that at least one of these is needed. If a file has a field that is not
   * `optional`, none of its cells may be blank.
   */
  readonly need: 'needed' | 'one' | 'optional';
  /**
   * What exports call it, as normalized names, in tiers: a column of an earlier tier wins over one of a later tier, two
   * different columns of one tier are ambiguous. The field's own name comes before all tiers. Later tiers hold names that
   * mean the field only if there is nothing better: a display name for an id, an average for a count.
   */
  readonly synonyms: readonly (readonly string[])[];
}

/**
 * Every field that an export can contain, in the order of the COPY columns. The importer reads, checks and writes fields
 * by this table: a further field of an existing kind needs one entry here, a column of `post`, and a field of the graph.
 *
 * Posts are identified and summed up by the first nine and the hashtags; the nine keep this order.
 *
 * Synonyms left out on purpose: `id` (as often the influencer's as the post's), `date` (as often of the measurement as
 * of the post) and `favorites` (likes on X, saves on TikTok); of money `sales` (how many, or their value), `price` (of the product),
 * `budget` (what was planned), `value`, `results`, and `total clicks` and `clicks (all)`, which count clicks on names and pictures too.
 * A column of amounts may name its currency, as `Amount spent (USD)` does.
 */
export const FIELDS = [
  {
    name: 'campaignId',
    kind: 'identifier',
    need: 'needed',
    synonyms: [
      ['campaign', 'campaignkey', 'campaigncode', 'campaignref', 'campaignslug', 'campaignuuid', 'cid'],
      ['campaignname', 'campaigntitle', 'kampagne', 'kampagnenname'],
      ['brand', 'brandname', 'advertiser'],
    ],
  },
  {
    name: 'influencerId',
    kind: 'identifier',
    need: 'needed',
    synonyms: [
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
      [
        'influencername',
        'creatorname',
        'kolname',
        'profilename',
        'nutzername',
        'benutzername',
        'kanal',
        'konto',
      ],
      ['tiktokname', 'youtubename', 'pagename'],
    ],
  },
  {
    name: 'postId',
    kind: 'identifier',
    need: 'optional',
    synonyms: [
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
  },
  {
    name: 'platform',
    kind: 'platform',
    need: 'optional',
    synonyms: [
      ['network', 'socialnetwork', 'socialplatform', 'socialmedia', 'socialmediaplatform', 'mediaplatform'],
      ['channeltype', 'site', 'plattform'],
    ],
  },
  {
    name: 'postedAt',
    kind: 'instant',
    need: 'optional',
    synonyms: [
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
        'videopublishtime',
        'videopublishdate',
        'veröffentlicht',
        'veröffentlichtam',
        'veröffentlichungsdatum',
      ],
      ['createdat', 'createtime', 'createddate', 'datecreated', 'timestamp', 'takenat'],
    ],
  },
  {
    name: 'views',
    kind: 'count',
    need: 'needed',
    synonyms: [
      [
        ...countNames('view', 'views'),
        ...countNames('play', 'plays'),
        ...countNames('impression', 'impressions'),
        'videoplays',
        'videoplaycount',
        'aufrufe',
      ],
      averageNames('views'),
    ],
  },
  {
    name: 'likes',
    kind: 'count',
    need: 'one',
    synonyms: [
      [
        ...countNames('like', 'likes'),
        'diggcount',
        'hearts',
        'heartcount',
        'gefälltmir',
        'gefälltmirangaben',
      ],
      averageNames('likes'),
      countNames('reaction', 'reactions'),
    ],
  },
  {
    name: 'comments',
    kind: 'count',
    need: 'one',
    synonyms: [
      [
        ...countNames('comment', 'comments'),
        ...countNames('reply', 'replies'),
        'commentsadded',
        'kommentare',
      ],
      averageNames('comments'),
    ],
  },
  {
    name: 'shares',
    kind: 'count',
    need: 'one',
    synonyms: [
      [...countNames('share', 'shares'), 'geteilt', 'teilungen'],
      [...countNames('repost', 'reposts'), ...countNames('retweet', 'retweets')],
      averageNames('shares'),
    ],
  },
  {
    name: 'followers',
    kind: 'count',
    need: 'optional',
    synonyms: [
      [
        ...countNames('follower', 'followers'),
        ...countNames('subscriber', 'subscribers'),
        ...countNames('fan', 'fans'),
        'usernfollower',
        'userfollowers',
        'creatorfollowers',
        'influencerfollowers',
        'authorfollowers',
        'abonnenten',
      ],
    ],
  },
  {
    name: 'reach',
    kind: 'count',
    need: 'optional',
    synonyms: [
      [
        'totalreach',
        'postreach',
        'reachcount',
        'reachedaccounts',
        'accountsreached',
        'uniquereach',
        'reichweite',
      ],
    ],
  },
  {
    name: 'saves',
    kind: 'count',
    need: 'optional',
    synonyms: [
      [
        ...countNames('save', 'saves'),
        ...countNames('bookmark', 'bookmarks'),
        ...countNames('collect', 'collects'),
        'saved',
      ],
      averageNames('saves'),
    ],
  },
  {
    name: 'caption',
    kind: 'text',
    need: 'optional',
    synonyms: [
      ['posttext', 'postcaption', 'videocaption', 'vidcaption', 'captiontext', 'tweettext'],
      ['text', 'description', 'postdescription', 'videodescription', 'desc', 'message'],
      ['title', 'videotitle', 'posttitle'],
      ['content'],
    ],
  },
  {
    name: 'hashtags',
    kind: 'hashtags',
    need: 'optional',
    synonyms: [['hashtag', 'vidhashtags', 'hashtaglist', 'posthashtags'], ['tags']],
  },
  {
    name: 'url',
    kind: 'text',
    need: 'optional',
    synonyms: [
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
  },
  {
    name: 'cost',
    kind: 'amount',
    need: 'optional',
    synonyms: [
      [
        'costs',
        'totalcost',
        'totalcosts',
        'postcost',
        'spend',
        'spent',
        'totalspend',
        'totalspent',
        'adspend',
        'amountspent',
        'mediaspend',
        'kosten',
        'gesamtkosten',
        'ausgaben',
        'ausgegebenerbetrag',
      ],
      ['fee', 'totalfee', 'postfee', 'creatorfee', 'influencerfee', 'honorar', 'vergütung'],
    ],
  },
  {
    name: 'revenue',
    kind: 'amount',
    need: 'optional',
    synonyms: [
      ['totalrevenue', 'salesrevenue', 'revenuegenerated', 'umsatz', 'gesamtumsatz', 'erlös', 'erlöse'],
      [
        'purchasevalue',
        'purchasesvalue',
        'purchasesconversionvalue',
        'purchaseconversionvalue',
        'conversionvalue',
        'conversionsvalue',
        'totalconversionvalue',
        'salesvalue',
        'salesamount',
        'ordervalue',
        'totalordervalue',
        'gmv',
      ],
    ],
  },
  {
    name: 'clicks',
    kind: 'count',
    need: 'optional',
    synonyms: [
      [
        'linkclick',
        'linkclicks',
        'clicksonlink',
        'clicksonlinks',
        'outboundclicks',
        'urlclicks',
        'websiteclicks',
        'linkklicks',
        'klicksaufdenlink',
      ],
      ['click', 'clickcount', 'clickscount', 'numberofclicks', 'klicks'],
    ],
  },
  {
    name: 'conversions',
    kind: 'count',
    need: 'optional',
    synonyms: [
      [
        'conversion',
        'conversioncount',
        'conversionscount',
        'totalconversions',
        'numberofconversions',
        'konversionen',
      ],
      [
        'purchases',
        'purchasecount',
        'totalpurchases',
        'websitepurchases',
        'orders',
        'ordercount',
        'totalorders',
        'numberoforders',
        'käufe',
        'bestellungen',
      ],
    ],
  },
  {
    name: 'currency',
    kind: 'currency',
    need: 'optional',
    synonyms: [['currencycode', 'currencyiso', 'isocurrency', 'währung', 'waehrung']],
  },
] as const satisfies readonly [
  Named<'campaignId'>,
  Named<'influencerId'>,
  Named<'postId'>,
  Named<'platform'>,
  Named<'postedAt'>,
  Named<'views'>,
  Named<'likes'>,
  Named<'comments'>,
  Named<'shares'>,
  ...Field[],
];

type Named<Name> = Field & { readonly name: Name };

export type PostField = (typeof FIELDS)[number];
export type FieldName = PostField['name'];

/** The index of a field in {@link FIELDS}. */
export function positionOf(name: FieldName): number {
  return FIELDS.findIndex((field) => field.name === name);
}

const NEEDED = FIELDS.filter((field) => field.need === 'needed');
const INTERACTIONS = FIELDS.filter((field) => field.need === 'one');
const OPTIONAL = FIELDS.filter((field) => field.need === 'optional');

/** {@link FIELDS} with the needed ones first: the order in which fields are shown and reported. */
export const FIELDS_BY_NEED: readonly PostField[] = [...NEEDED, ...INTERACTIONS, ...OPTIONAL];

export const FIELD_NAMES: readonly FieldName[] = FIELDS_BY_NEED.map(({ name }) => name);

/** The fields that every file must have, besides at least one of the interactions. */
export const NEEDED_FIELDS = NEEDED.map(({ name }) => name);

export const INTERACTION_FIELDS = INTERACTIONS.map(({ name }) => name);

/** What a post cost and brought. */
export const MONEY_FIELDS = [
  'cost',
  'revenue',
  'clicks',
  'conversions',
] as const satisfies readonly FieldName[];

export const fieldNameSchema = z.enum(FIELD_NAMES);

export function isFieldName(name: string): name is FieldName {
  return fieldNameSchema.safeParse(name).success;
}
