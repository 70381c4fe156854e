const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    INSTAGRAM: ['instagram', 'ig', 'insta', 'instagramreels', 'instagramreel', 'instagramstories', 'reels'],
    TIKTOK: ['tiktok', 'tt', 'douyin'],
    YOUTUBE: ['youtube', 'yt', 'youtubeshorts', 'youtubeshort', 'shorts'],
    X: ['x', 'twitter', 'xtwitter', 'twitterx', 'xformerlytwitter', 'xcom', 'twittercom'],
    FACEBOOK: ['facebook', 'fb', 'meta', 'facebookreels'],
    LINKEDIN: ['linkedin', 'li'],
    TWITCH: ['twitch', 'twitchtv'],
    SNAPCHAT: ['snapchat', 'snap', 'sc'],
    PINTEREST: ['pinterest', 'pin'],
  }).flatMap(([platform, aliases]) => aliases.map((alias): [string, string] => [alias, platform])),
);

/** The platform's canonical name: INSTAGRAM for "ig" or "Instagram Reels". An unknown name is kept in upper case. */
export function parsePlatform(written: string): string {
  const name = written.toLowerCase();
  const known = ALIASES.get(name) ?? ALIASES.get(name.replace(/[^\p{L}\p{N}]+/gu, ''));
  return known ?? written.trim().toUpperCase();
}
