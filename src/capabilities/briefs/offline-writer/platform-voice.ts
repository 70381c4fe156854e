import type { Platform } from '../serving/brief.ts';

/** How a creator works there, in a sentence for the team. */
export const CRAFT: Readonly<Record<Platform, string>> = {
  INSTAGRAM:
    'Make it a Reel, with the first line of the caption strong enough to stand alone above the fold.',
  TIKTOK: 'Vertical, sound on, no intro: the first frame is already the middle of the story.',
  YOUTUBE: 'Say in the first breath what the video answers, and keep the answer for the end.',
  X: 'One thought in one post; put the link into the first reply.',
  FACEBOOK: 'Write it like a message to people who know you, and answer the first comments yourself.',
  LINKEDIN: 'Lead with the lesson, keep paragraphs short, and disclose the partnership up front.',
  TWITCH:
    'Keep the product within reach of the chat, and say aloud at the start that the stream is sponsored.',
  SNAPCHAT: 'Shoot it as if for one friend: close, quick, captioned for viewers without sound.',
  PINTEREST: 'A tall, bright picture with the use in view; the description answers a search.',
};

/** How many hashtags work there, within what the platform takes. */
export const HASHTAG_COUNT: Readonly<Record<Platform, number>> = {
  INSTAGRAM: 5,
  TIKTOK: 5,
  YOUTUBE: 6,
  X: 2,
  FACEBOOK: 3,
  LINKEDIN: 4,
  TWITCH: 5,
  SNAPCHAT: 3,
  PINTEREST: 5,
};

/** What a professional reader takes away from an angle. */
export const TAKEAWAYS: readonly string[] = [
  'My takeaway: the products that last are the ones that respect an ordinary day.',
  'What I take from it: usefulness is the best kind of storytelling.',
  'The broader point: people do not want more, they want less in the way.',
  'It reminded me that good work usually shows in what you stop noticing.',
];

/** What a pin says: a search answered. */
export const PIN_SENTENCES: readonly string[] = [
  'An idea for {moment}: {product}, for anyone who wants to {outcome}.',
  'Looking for a way to {outcome}? Try it with {product}.',
  'Inspiration for {moment}, with {product} at the centre.',
  '{Product} for {moment}: simple, useful and easy to copy.',
];
