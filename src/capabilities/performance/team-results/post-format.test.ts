import { describe, expect, it } from 'vitest';
import { formatOfUrl } from './post-format.ts';

describe('the format of a post', () => {
  it.each([
    ['https://www.instagram.com/reel/Cx/', 'REEL'],
    ['https://www.instagram.com/ada/reel/Cx/', 'REEL'],
    ['https://www.instagram.com/p/Cx/', null],
    ['https://www.tiktok.com/@ada/video/1', 'VIDEO'],
    ['https://www.youtube.com/shorts/x', 'SHORT'],
    ['https://youtu.be/x', 'VIDEO'],
    ['https://x.com/ada/status/1', 'POST'],
    ['https://netflix.com/ada/status/1', null],
    ['https://www.pinterest.co.uk/pin/1/', 'PIN'],
    ['https://youtube.example/p/1', null],
  ])('of %s is %s', (url, format) => {
    expect(formatOfUrl(url)).toBe(format);
  });
});
