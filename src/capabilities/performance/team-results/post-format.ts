/** Which part of an address says what a post is. Where a platform has one form of address for several forms of post, it says nothing. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/instagram\.com\/(?:[^/]+\/)?reels?\//iu, 'REEL'],
  [/(?:instagram|facebook|snapchat)\.com\/stories\//iu, 'STORY'],
  [/facebook\.com\/(?:reel\/|share\/r\/)/iu, 'REEL'],
  [/facebook\.com\/(?:[^/]+\/videos\/|watch\b)/iu, 'VIDEO'],
  [/tiktok\.com\/@[^/]+\/video\//iu, 'VIDEO'],
  [/tiktok\.com\/@[^/]+\/photo\//iu, 'CAROUSEL'],
  [/youtube\.com\/shorts\//iu, 'SHORT'],
  [/youtube\.com\/live\//iu, 'LIVE'],
  [/youtube\.com\/watch\b|youtu\.be\//iu, 'VIDEO'],
  [/twitch\.tv\/videos\//iu, 'LIVE'],
  [/(?:^|\/|\.)(?:x|twitter)\.com\/[^/]+\/status\//iu, 'POST'],
  [/linkedin\.com\/(?:posts|feed\/update)\//iu, 'POST'],
  [/pinterest\.[a-z.]+\/pin\//iu, 'PIN'],
];

/** The format of a post, such as REEL, by its address; null where that does not say it. */
export function formatOfUrl(url: string): string | null {
  return FORMATS.find(([form]) => form.test(url))?.[1] ?? null;
}
