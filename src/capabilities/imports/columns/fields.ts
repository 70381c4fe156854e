import { z } from 'zod';

/** The fields of a measured post that an export can bring, in the order in which a row is checked. */
export const FIELD_NAMES = [
  'campaignId',
  'influencerId',
  'views',
  'likes',
  'comments',
  'shares',
  'postId',
  'platform',
  'postedAt',
  'followers',
  'reach',
  'saves',
  'caption',
  'hashtags',
  'url',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

export const fieldNameSchema = z.enum(FIELD_NAMES);

/** The fields without which a row says nothing. Of the three interactions one is enough. */
export const NEEDED_FIELDS = ['campaignId', 'influencerId', 'views'] as const satisfies readonly FieldName[];

export const INTERACTION_FIELDS = ['likes', 'comments', 'shares'] as const satisfies readonly FieldName[];

export const COUNT_FIELDS = [
  'views',
  'likes',
  'comments',
  'shares',
  'followers',
  'reach',
  'saves',
] as const satisfies readonly FieldName[];

export type CountField = (typeof COUNT_FIELDS)[number];

export function isFieldName(name: string): name is FieldName {
  return fieldNameSchema.safeParse(name).success;
}

/** One measured piece of content: one row of an export that passed every check. */
export interface MeasuredPost {
  /** The line of the file at which the row begins, from 1. */
  line: number;
  campaignId: string;
  influencerId: string;
  postId: string | null;
  /** INSTAGRAM, TIKTOK, YOUTUBE, ... or, unknown, the file's own word in capitals. */
  platform: string | null;
  /** ISO 8601 in UTC, with milliseconds. */
  postedAt: string | null;
  /** Counts are whole, not negative and at most 2^53 - 1. null: not reported. */
  views: number;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  saves: number | null;
  followers: number | null;
  reach: number | null;
  caption: string | null;
  /** Lower case, without `#`, each once. */
  hashtags: readonly string[];
  url: string | null;
}
