import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { hasBrowser, launchBrowser, visit } from './browser.ts';

const MOST_SCRIPT_BYTES = 300 * 1024;
const INFLUENCERS = 10_000;

describe.skipIf(!hasBrowser)('large and small in the console (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    await importRows(
      database,
      Array.from({ length: INFLUENCERS }, (_, index) => ({
        campaignId: 'crowded',
        influencerId: `creator_${String(index).padStart(5, '0')}`,
        views: 1_000 + index,
        likes: index % 997,
      })),
    );
    [app, browser] = await Promise.all([startApp(database), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  it('sends at most 300 KB of compressed script for the first view', async () => {
    const html = await (await fetch(app.url, { headers: { accept: 'text/html' } })).text();
    const { page, close } = await visit(browser, app.url);
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0)),
    );
    expect(scripts.length).toBeGreaterThan(0);
    const sum = scripts.reduce((bytes, more) => bytes + more, 0) + gzipSync(html).length;
    expect(sum).toBeLessThan(MOST_SCRIPT_BYTES);
    await close();
  });

  it(`scrolls through ${INFLUENCERS} influencers to the last, with few rows on the page`, async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/crowded?rankBy=VIEWS`);
    const table = page.getByRole('table', { name: 'Leaderboard of crowded' });
    await table.and(page.locator(`[aria-rowcount="${INFLUENCERS + 1}"]`)).waitFor();
    const last = page.getByRole('row').filter({ hasText: 'creator_00000' });
    let mostRows = 0;
    while ((await last.count()) === 0) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      mostRows = Math.max(mostRows, await page.getByRole('row').count());
    }
    expect(mostRows).toBeLessThan(80);
    expect(await last.getAttribute('aria-rowindex')).toBe(String(INFLUENCERS + 1));
    expectQuiet();
    await close();
  });
});
