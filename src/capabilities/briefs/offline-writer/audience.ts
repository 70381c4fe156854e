/** Words of a targeting sheet, which nobody is addressed by. */
const TARGETING =
  /\b(?:gen\s?z|millennials?|demographic|segment|target|consumers?|hnwi|b2b|b2c|icp|income|ages?d?)\b/iu;
const AGES =
  /,?\s*(?:\(?\b(?:aged?|ages|between)\s+)?\b\d{1,2}\s*(?:-|–|to|and|\+)\s*(?:\d{1,2})?\b\+?\)?(?:\s*(?:years?(?: old)?|y\/o))?/giu;

/**
 * The audience as somebody would say it to them: "first-time dog owners in Berlin". Ages go; undefined where what is left is
 * the language of a targeting sheet, a single word such as "women", or more than fits into a sentence.
 */
export function addressOf(audience: string | null): string | undefined {
  if (audience === null) return undefined;
  const said = audience
    .replace(AGES, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,;]+|[\s,;.]+$/gu, '');
  const words = said.split(' ');
  if (words.length < 2 || words.length > 12 || /[\d;:/|()%]/u.test(said) || TARGETING.test(said))
    return undefined;
  if (/[.!?]/u.test(said)) return undefined;
  return /(?:s|people|children|men|women|folk)\b/iu.test(said) ? said : undefined;
}

/** The audience for the team: as it was given, else whoever is on the platform. */
export function audienceFor(audience: string | null, platform: string): string {
  return audience?.replace(/[.\s]+$/u, '') ?? `people on ${platform}`;
}
