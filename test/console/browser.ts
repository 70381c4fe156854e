/// <reference lib="dom" />
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { CHROMIUM } from './chromium.ts';

export { hasBrowser } from './chromium.ts';

/** Without these, Chromium asks Google's hosts for components and settings. */
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const DESK = { width: 1440, height: 900 };
export const TABLET = { width: 820, height: 1180 };
export const PHONE = { width: 390, height: 844 };

/** On what somebody looks at the console. */
export interface Screen {
  readonly viewport: typeof DESK;
  readonly colorScheme: 'light' | 'dark';
}

const ALL_SCREENS: readonly Screen[] = [
  { viewport: DESK, colorScheme: 'light' },
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: DESK, colorScheme: 'dark' },
  { viewport: PHONE, colorScheme: 'light' },
];

/** Where whole walks go: the desk; `npm run test:screens` walks all four. How pages look elsewhere is in layout.browser.test.ts. */
export const SCREENS = process.env.CONSOLE_SCREENS === 'all' ? ALL_SCREENS : ALL_SCREENS.slice(0, 1);

export function describeScreen({ viewport, colorScheme }: Screen): string {
  return `at ${viewport.width} px, ${colorScheme}`;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** A tab of a visitor of whom nothing is known yet. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Fails where the page asked another host, or the browser had anything to complain about. */
  expectQuiet(): void;
  close(): Promise<void>;
}

interface Visitor {
  readonly locale?: string;
  /** Origins that the page may lead to, beside the server's own. */
  readonly hosts?: readonly string[];
}

/** Opens an address of the server as a new visitor, and waits until the page has drawn its title. */
export async function visit(
  browser: Browser,
  url: string,
  { viewport, colorScheme, locale = 'en-US', hosts = [] }: Partial<Screen> & Visitor = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: viewport ?? DESK,
    colorScheme: colorScheme ?? 'light',
    locale,
    timezoneId: 'UTC',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(url);
  page.on('request', (request) => {
    const asked = new URL(request.url());
    const isLocal = [origin, ...hosts].includes(asked.origin) || ['data:', 'blob:'].includes(asked.protocol);
    if (!isLocal) complaints.push(`asked ${request.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`threw ${error.message}`));
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return {
    page,
    context,
    expectQuiet: () => expect(complaints).toEqual([]),
    close: () => context.close(),
  };
}

const axeSource = axe.source;

/** How long a page may take to stand still: what is still being drawn is not yet as it is read. */
const STANDS_STILL_WITHIN_MS = 10_000;

/** Fails with every fault that axe finds on the page, once it stands still. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect.poll(() => findFaults(page), { timeout: STANDS_STILL_WITHIN_MS }).toEqual([]);
}

async function findFaults(page: Page) {
  // What fades in is not yet of the colours in which it is read. What turns until something has loaded never ends.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
    }));
  });
}

/** Fails where the page has to be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const surplus = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(surplus).toBeLessThanOrEqual(0);
}

/** How far what is in sight has moved by itself since the page was opened (cumulative layout shift). */
export async function sumLayoutShifts(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries().map((entry) => {
            const { value, hadRecentInput }: Partial<LayoutShift> = entry.toJSON();
            return hadRecentInput === true ? 0 : (value ?? 0);
          });
          resolve(shifts.reduce((sum, shift) => sum + shift, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        // Nothing is reported where nothing has moved.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(0), 100)));
      }),
  );
}

interface LayoutShift {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
