import type { Goal, Platform } from '../serving/brief.ts';

/** What a post that works is like there, in the words of a prompt. */
export const PLATFORM_FORM: Readonly<Record<Platform, string>> = {
  INSTAGRAM:
    'a reel or carousel whose first frame stops the thumb; a caption with its point in the first line and short paragraphs, worth saving.',
  TIKTOK:
    'spoken like to a friend, from the first second, one thought a cut, text on the screen; the caption is a line or two, in words people search for.',
  YOUTUBE:
    'a video that keeps what its title promises; the description says in two lines what is in it, then has chapters from 0:00 on, three or more, each a line with its time, then the link.',
  X: 'one post with one thought, dry rather than loud, that somebody would repeat.',
  FACEBOOK: 'a small story that people know from their own lives, ending in something they can answer.',
  LINKEDIN:
    'what somebody learnt at work, first line first, short paragraphs, no hype; the product where it helped.',
  TWITCH:
    'a live stream: the caption is its title; the shots are its segments, with something for the chat to decide.',
  SNAPCHAT: 'vertical, seconds long, made by hand; a line of text that says what it is.',
  PINTEREST:
    'an idea that people search for and keep: the words they would type come first, then how it is done.',
};

/** What each goal asks of an audience, in the words of a prompt. */
export const GOAL_ASK: Readonly<Record<Goal, string>> = {
  AWARENESS:
    'that people remember the product: ask for little, such as to watch to the end, save it or send it to somebody.',
  ENGAGEMENT: 'an answer: ask one thing that takes a few words, or a choice between two.',
  TRAFFIC: 'a visit to the page: say what is there for them, and where the link is.',
  CONVERSIONS: 'a purchase: say how to get it, where the link is, and the code where there is one.',
  APP_INSTALLS: 'an installed app: say what its first minute gives, and where the link is.',
  COMMUNITY: 'that people follow and stay: say what they become part of, and how.',
};
