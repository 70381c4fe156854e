import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { expectAccessible, hasBrowser, launchBrowser, visit } from './browser.ts';

const INFLUENCERS = 300;

const rowsOf = (likes: number) =>
  Array.from({ length: INFLUENCERS }, (_, index) => ({
    campaignId: 'spring',
    influencerId: `creator_${String(index).padStart(3, '0')}`,
    views: 100_000 - index,
    likes,
    postedAt: '2026-06-01',
  }));

const isFocused = (page: Page, selector: string) =>
  page.waitForFunction((wanted) => document.activeElement?.matches(wanted) === true, selector);

describe.skipIf(!hasBrowser)('coming to a page and back to it (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    [app, browser] = await Promise.all([startApp(database), launchBrowser()]);
    await importRows(database, rowsOf(5_000));
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  it('puts the focus on the title of another page, and back on the link that led away', async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/spring?rankBy=VIEWS`);
    const row = page.getByRole('link', { name: 'creator_002', exact: true });
    await row.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Posts, most viewed first' }).waitFor();
    await isFocused(page, 'h1');
    await page.goBack();
    await row.waitFor();
    await isFocused(page, 'a[href$="/influencers/creator_002"]');
    // What stays on the page keeps the focus: here only the search of the address changes.
    await page.getByRole('link', { name: 'Over time' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**view=timeline');
    await page.getByRole('img').locator('svg').first().waitFor();
    await isFocused(page, 'nav a[aria-current="page"]');
    await page.getByRole('link', { name: 'Imports', exact: true }).click();
    await page.getByRole('heading', { name: 'Imports', level: 1 }).waitFor();
    await isFocused(page, 'h1');
    expectQuiet();
    await close();
  });

  it('reaches row after row by the keyboard, and keeps the one with the focus while the page is scrolled', async () => {
    const { page, close } = await visit(browser, `${app.url}/campaigns/spring?rankBy=VIEWS`);
    const link = (index: number) =>
      page.getByRole('link', { name: `creator_${String(index).padStart(3, '0')}`, exact: true });
    await link(0).focus();
    // Each row has the tick to compare, the way to the influencer and the way to a brief.
    for (let step = 0; step < 180; step++) await page.keyboard.press('Tab');
    await isFocused(page, 'a[href$="/influencers/creator_060"]');
    await page.evaluate(() => window.scrollTo(0, 0));
    await link(0).waitFor();
    await isFocused(page, 'a[href$="/influencers/creator_060"]');
    await close();
  });

  it.each([
    ['intervals', 2],
    ['spread', 2],
    ['timeline', 1],
  ])('has the chart of the view %s as a table, one key away', async (view, least) => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/spring?view=${view}`);
    const summary = page.locator('summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    const table = page.locator('details table').first();
    await table.waitFor();
    expect(await table.locator('tbody tr').count()).toBeGreaterThanOrEqual(least);
    await expectAccessible(page);
    if (view !== 'timeline') {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/influencers/creator_*');
    }
    expectQuiet();
    await close();
  });

  it('reads anew what is looked at again after half a minute, keeps the place and what is typed, and shows it on when nothing comes', async () => {
    const { page, close } = await visit(browser, `${app.url}/?search=`);
    await page.clock.install();
    await page.goto(`${app.url}/campaigns/spring?rankBy=VIEWS`);
    await page.getByRole('rowheader').first().waitFor();
    await page.clock.runFor(2_000);
    await page.evaluate(() => window.scrollTo(0, 3_000));
    await page
      .getByLabel('Minimum views')
      .evaluate((field: HTMLInputElement) => field.focus({ preventScroll: true }));
    const leave = () => page.evaluate(() => window.dispatchEvent(new Event('blur')));
    const comeBack = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked++;
    });
    await leave();
    await page.clock.fastForward(10_000);
    await comeBack();
    expect(asked).toBe(0);

    await importRows(database, rowsOf(10_000));
    await leave();
    await page.clock.fastForward(31_000);
    await comeBack();
    await page.getByLabel('Totals').getByText('10.01%', { exact: true }).waitFor({ state: 'attached' });
    await page.waitForFunction(() => Math.abs(window.scrollY - 3_000) < 5);

    await page.route('**/graphql', (route) => route.abort());
    await leave();
    await page.clock.fastForward(31_000);
    const failed = page.waitForEvent('requestfailed');
    await comeBack();
    await failed;
    await page.getByLabel('Totals').getByText('10.01%', { exact: true }).waitFor({ state: 'attached' });
    expect(await page.getByRole('alert').count()).toBe(0);
    await close();
  });

  it('says that there are new results, of another tab or another process, and shows them when asked', async () => {
    await importRows(database, rowsOf(2_000));
    const { page, context, expectQuiet, close } = await visit(browser, app.url);
    await page.clock.install();
    await page.goto(`${app.url}/campaigns/spring?rankBy=VIEWS`);
    const totals = page.getByLabel('Totals');
    await totals.getByText('2.00%', { exact: true }).waitFor();
    await importRows(database, rowsOf(3_000));
    await page.clock.runFor(61_000);
    const show = page.getByRole('status').getByRole('button', { name: 'Show' });
    await show.waitFor();
    await totals.getByText('2.00%', { exact: true }).waitFor();
    await expectAccessible(page);
    await show.click();
    await totals.getByText('3.00%', { exact: true }).waitFor();
    await show.waitFor({ state: 'detached' });
    await isFocused(page, 'h1');

    const other = await context.newPage();
    await other.goto(`${app.url}/imports/new`);
    await other.getByRole('heading', { name: 'Import a file' }).waitFor();
    const csv = ['campaignId,influencerId,views,likes', 'spring,creator_new,1000,50'].join('\n');
    await other
      .locator('input[type=file]')
      .setInputFiles({ name: 'more.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await other.getByRole('button', { name: 'Import', exact: true }).click();
    await other.getByRole('heading', { name: 'more.csv' }).waitFor();
    await show.waitFor();
    await show.click();
    await totals.getByText('301', { exact: true }).first().waitFor();
    expectQuiet();
    await close();
  });
});
