import type { TestProject } from 'vitest/node';
import { hasBrowser } from './console/chromium.ts';
import { hasRedis } from './redis-server.ts';

/** On a desk, tests skip what they lack a program for, and say so. CI is to see all of them: there it is a fault. */
export default function setup({ name }: TestProject): void {
  const isThere = name === 'browser' ? hasBrowser : hasRedis;
  if (process.env.CI === undefined || isThere) return;
  throw new Error(
    name === 'browser'
      ? 'CI is set, and there is no chromium: install it (apt-get install chromium).'
      : 'CI is set, and there is no redis-server: install it (apt-get install redis-server).',
  );
}
