import type { TestProject } from 'vitest/node';
import { buildServer } from './built-server.ts';
import { hasBrowser } from './console/chromium.ts';
import { hasPgBouncer } from './pgbouncer.ts';
import { hasRedis } from './redis-server.ts';

/** What the tests of a project are for; Debian's packages are called so, too. */
const PROGRAMS: Readonly<Record<string, readonly (readonly [program: string, isThere: boolean])[]>> = {
  browser: [['chromium-headless-shell', hasBrowser]],
  process: [
    ['redis-server', hasRedis],
    ['pgbouncer', hasPgBouncer],
  ],
};

/**
 * Compiles what the tests start. On a desk, tests skip what they lack a program for, and say so. CI is to see all of them: there it is a fault.
 */
export default function setup({ name }: TestProject): void {
  buildServer();
  if (process.env.CI === undefined) return;
  const [missing] = (PROGRAMS[name] ?? []).filter(([, isThere]) => !isThere);
  if (missing === undefined) return;
  throw new Error(`CI is set, and there is no ${missing[0]}: install it (apt-get install ${missing[0]}).`);
}
