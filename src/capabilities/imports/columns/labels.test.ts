import { describe, expect, it } from 'vitest';
import { MAX_HASHTAGS, parseHashtags } from '../values/hashtags.ts';
import { parsePlatform } from '../values/platform.ts';

describe('a platform', () => {
  it.each([
    ['instagram', 'INSTAGRAM'],
    ['IG', 'INSTAGRAM'],
    ['Instagram Reels', 'INSTAGRAM'],
    ['Tik Tok', 'TIKTOK'],
    ['tik-tok', 'TIKTOK'],
    ['yt', 'YOUTUBE'],
    ['YouTube Shorts', 'YOUTUBE'],
    ['twitter', 'X'],
    ['X (formerly Twitter)', 'X'],
    ['fb', 'FACEBOOK'],
    ['LinkedIn', 'LINKEDIN'],
    ['twitch.tv', 'TWITCH'],
    ['Snapchat', 'SNAPCHAT'],
    ['Pinterest', 'PINTEREST'],
    [' Bluesky ', 'BLUESKY'],
  ])('%j is %s', (written, platform) => {
    expect(parsePlatform(written)).toBe(platform);
  });
});

describe('hashtags', () => {
  it.each([
    ['', []],
    ['[none]', []],
    ['# ,;|', []],
    ['#Ad', ['ad']],
    ['suckhoe, thaomoc, Suckhoe', ['suckhoe', 'thaomoc']],
    ['#one#two #three', ['one', 'two', 'three']],
    ['a|b;c d', ['a', 'b', 'c', 'd']],
    ['nhạc #việtnam', ['nhạc', 'việtnam']],
  ])('of %j are %j', (written, hashtags) => {
    expect(parseHashtags(written)).toEqual(hashtags);
  });

  it('are limited in number', () => {
    const many = Array.from({ length: 200 }, (_, i) => `#tag${i}`).join(' ');
    expect(parseHashtags(many)).toHaveLength(MAX_HASHTAGS);
  });
});
