import type { Goal, Platform } from '../serving/brief.ts';

/** What the audience is asked to do, for each goal; `{link}` is where the platform keeps its link. */
const CALLS: Readonly<Record<Goal, readonly string[]>> = {
  AWARENESS: [
    'Send this to the one person who came to mind.',
    'Save this for the day when you need it.',
    'Follow along if you want to see where this goes with {product}.',
    'Remember the name: {brand}.',
  ],
  ENGAGEMENT: [
    'Tell me in the comments: what would you use {product} for first?',
    'Agree or disagree? The comments are open.',
    'What would you want to know first? Write it below and I will answer.',
    'Tag the person who would argue with me about this.',
  ],
  TRAFFIC: [
    'Have a closer look at {product} through {link}.',
    'The whole story is one tap away: {link}.',
    'Curious? Start with {link}.',
    'Everything you want to know about {product} is behind {link}.',
  ],
  CONVERSIONS: [
    'Get {product} through {link}.',
    'Ready when you are: {product}, through {link}.',
    'If it is for you, {link} takes you straight there.',
    'Make it yours today: {link}.',
  ],
  APP_INSTALLS: [
    'Install {product} through {link} and try it on something real today.',
    'Put {product} on your phone through {link}.',
    'Try {product} tonight: {link}.',
    'Download, open, decide for yourself: {link}.',
  ],
  COMMUNITY: [
    'Show me your version and tag {brand}.',
    'Post yours, tag {brand}, and bring somebody along.',
    'Join in: share your own take and tag {brand}.',
    'Tell us how you do it. The best part of this is the people.',
  ],
};

/** For posts with no room. */
const SHORT_CALLS: Readonly<Record<Goal, readonly string[]>> = {
  AWARENESS: ['Pass it on.', 'Worth knowing: {brand}.', 'Send it to somebody.'],
  ENGAGEMENT: ['Thoughts?', 'Agree?', 'Your turn.'],
  TRAFFIC: ['See {link}.', 'Details: {link}.'],
  CONVERSIONS: ['Get it: {link}.', 'Yours through {link}.'],
  APP_INSTALLS: ['Install it: {link}.', 'Try it: {link}.'],
  COMMUNITY: ['Show me yours.', 'Join in.'],
};

/** On Twitch the audience is in the room. */
const LIVE_CALLS: Readonly<Record<Goal, readonly string[]>> = {
  AWARENESS: ['Come and hang out.', 'Come and see.'],
  ENGAGEMENT: ['Chat decides.', 'Ask me anything.'],
  TRAFFIC: ['Link in {link}.', 'More in {link}.'],
  CONVERSIONS: ['Get yours: {link}.', 'Yours in {link}.'],
  APP_INSTALLS: ['Install with me: {link}.', 'Try it along: {link}.'],
  COMMUNITY: ['Bring your squad.', 'Play along.'],
};

/** Long calls are for a line of their own, short ones for the end of a crowded post. */
export function callsToAction(
  goal: Goal,
  platform: Platform,
): { long: readonly string[]; short: readonly string[] } {
  if (platform === 'TWITCH') return { long: LIVE_CALLS[goal], short: LIVE_CALLS[goal] };
  return { long: CALLS[goal], short: SHORT_CALLS[goal] };
}
