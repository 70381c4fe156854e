import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  launchBrowser,
  PHONE,
  SCREENS,
  sumLayoutShifts,
  TABLET,
  visit,
} from './browser.ts';

describe.skipIf(!hasBrowser)('campaigns in the console (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    // The sample is loaded into an empty database.
    [app, browser] = await Promise.all([startApp(database, {}, { withSample: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  describe.each(SCREENS.map((screen) => [describeScreen(screen), screen] as const))(
    '%s',
    (_title, screen) => {
      it('leads from the list over a leaderboard to the posts of an influencer', async () => {
        const { page, expectQuiet, close } = await visit(browser, app.url, screen);
        await page.getByRole('table', { name: 'Campaigns' }).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        await page.getByRole('searchbox', { name: 'Search campaigns' }).fill('GLOW');
        await page.waitForURL('**/?search=GLOW');
        await page.getByRole('link', { name: 'summer-glow-2026' }).click();
        await page.getByRole('table', { name: 'Leaderboard of summer-glow-2026' }).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        await page.getByText('At least 1,000 views, 7 hidden').waitFor();
        await page
          .getByText(/^\d+ of 169 influencers with at least 1,000 views stand above the average/)
          .waitFor();
        const first = page.getByRole('rowheader').first();
        expect(await first.textContent()).toContain('notebook_and_midnight');
        const box = await first.boundingBox();
        // Above the links that stand at the bottom of a phone.
        expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(screen.viewport.height - 60);
        expect(await sumLayoutShifts(page)).toBeLessThan(0.1);
        await page.getByLabel('Minimum views').fill('1.5k');
        await page.waitForURL('**/campaigns/summer-glow-2026?minViews=1500');
        await page.getByRole('link', { name: 'notebook_and_midnight', exact: true }).click();
        await page.getByRole('heading', { name: 'Posts, most viewed first' }).waitFor();
        await page.getByRole('table', { name: 'Posts' }).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expectQuiet();
        await close();
      });

      it.each([
        ['intervals', 'Confidence'],
        ['spread', 'Luck or skill'],
        ['timeline', 'Over time'],
      ])('draws the view %s', async (view, name) => {
        const url = `${app.url}/campaigns/summer-glow-2026?view=${view}&minViews=1000`;
        const { page, expectQuiet, close } = await visit(browser, url, screen);
        await page.getByRole('img').locator('svg').first().waitFor();
        expect(await page.getByRole('link', { name }).getAttribute('aria-current')).toBe('page');
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expectQuiet();
        await close();
      });
    },
  );

  it('keeps the ranking in the address, and orders by it after a reload', async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/summer-glow-2026`);
    await page.getByRole('columnheader', { name: 'Views' }).getByRole('link').click();
    await page.waitForURL('**/campaigns/summer-glow-2026?rankBy=VIEWS');
    await page.reload();
    const head = page.getByRole('columnheader', { name: 'Views' });
    await head.waitFor();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await page.getByLabel('Rank by').inputValue()).toBe('VIEWS');
    const answer = await app.query<{ topPerformers: { influencerId: string }[] }>(
      '{ topPerformers(campaignId: "summer-glow-2026", limit: 1, rankBy: VIEWS) { influencerId } }',
    );
    const [first] = answer.data.topPerformers;
    await page.getByRole('rowheader', { name: first?.influencerId ?? 'nobody', exact: true }).waitFor();
    expect(await page.getByRole('rowheader').first().textContent()).toContain(first?.influencerId);
    expectQuiet();
    await close();
  });

  it('opens with a minimum of views that can be taken off, and gives medals to nobody below it', async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/summer-glow-2026`);
    const medals = page.locator('[data-medal]');
    await medals.first().waitFor();
    expect(await medals.count()).toBe(3);
    await page.getByRole('button', { name: 'At least 1,000 views, 7 hidden' }).click();
    await page.waitForURL('**/campaigns/summer-glow-2026?minViews=0');
    await page.getByRole('rowheader', { name: 'thesoftkitten' }).waitFor();
    expect(await medals.count()).toBe(0);
    await page.getByRole('img', { name: 'beyond the scale' }).first().waitFor();
    await expectAccessible(page);
    await page.goto(`${app.url}/campaigns/summer-glow-2026?view=intervals`);
    await page.getByText('25 of 169').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('50 of 169').waitFor();
    expectQuiet();
    await close();
  });

  it('prints every row', async () => {
    const { page, close } = await visit(browser, `${app.url}/campaigns/summer-glow-2026`);
    const table = page.getByRole('table', { name: 'Leaderboard of summer-glow-2026' });
    await table.and(page.locator('[aria-rowcount="170"]')).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('rowheader').count()).toBeLessThan(100);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.getByRole('rowheader').count()).toBe(169);
    const places = await page
      .getByRole('rowheader')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
    expect(places).toEqual([...new Set(places)].sort((left, right) => left - right));
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.waitForFunction(() => document.querySelectorAll('[role=rowheader]').length < 169);
    await close();
  });

  it('makes a report of a campaign: what it is, of when, of what part, and every row, in light colors', async () => {
    const url = `${app.url}/campaigns/summer-glow-2026?platforms=TIKTOK,YOUTUBE`;
    const { page, close } = await visit(browser, url, { colorScheme: 'dark' });
    await page.getByRole('rowheader').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await countSheets(page)).toBeGreaterThan(3);
    expect(await countSheets(page)).toBeLessThan(9);
    // The sheet of A4 between its margins.
    await page.setViewportSize({ width: 688, height: 1_000 });
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { level: 1, name: 'summer-glow-2026' }).waitFor();
    for (const words of [
      /^Results as of /,
      'Only TikTok, YouTube',
      /stand above the average/,
      'Ranked by confident rate',
      /^At least 1,000 views/,
    ])
      await page.getByText(words).first().waitFor();
    await page.getByLabel('Totals').waitFor();
    for (const name of ['Filter', 'Search', 'Download CSV'])
      expect(await page.getByRole('button', { name }).isVisible()).toBe(false);
    expect(await page.getByText('Write a brief').first().isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    const row = page.getByRole('row').nth(1);
    expect(await row.evaluate((element) => getComputedStyle(element).breakInside)).toBe('avoid');
    const box = await row.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(688);

    await page.emulateMedia({ media: 'screen' });
    for (const view of ['intervals', 'spread', 'timeline']) {
      await page.goto(`${url}&view=${view}`);
      await page.getByRole('img').locator('svg').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await countSheets(page)).toBeLessThan(3);
    }
    await close();
  });

  it('comes back to the place in a list from which somebody left', async () => {
    const { page, close } = await visit(browser, `${app.url}/campaigns/summer-glow-2026`);
    await page.getByRole('rowheader').first().waitFor();
    // As far down only where the rows of the next pages have come.
    await page.waitForFunction(() => {
      window.scrollTo(0, 6_000);
      return window.scrollY === 6_000;
    });
    const row = page.locator('[aria-rowindex="105"]').getByRole('rowheader').getByRole('link').first();
    await row.waitFor();
    await row.evaluate((link: HTMLElement) => link.click());
    await page.getByRole('heading', { name: 'Posts, most viewed first' }).waitFor();
    await page.goBack();
    await row.waitFor();
    await page.waitForFunction(() => Math.abs(window.scrollY - 6_000) < 100);
    await close();
  });

  it.each([641, 720, 820])('has the account menu in reach at %i px', async (width) => {
    const { page, close } = await visit(browser, app.url, { viewport: { width, height: 900 } });
    const account = page.getByRole('button', { name: /^Account/ });
    await account.waitFor();
    const box = await account.boundingBox();
    expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    await account.click();
    await page.getByRole('menuitem', { name: 'People and departments' }).waitFor();
    await expectNoSidewaysScroll(page);
    await close();
  });

  it('says of an influencer that nobody imported that there is none', async () => {
    const { page, close } = await visit(browser, `${app.url}/campaigns/summer-glow-2026/influencers/nobody`);
    await page.getByText('No such influencer').waitFor();
    await expectAccessible(page);
    await page.goto(`${app.url}/campaigns/summer-glow-2026/influencers/notebook_and_midnigth`);
    await page.getByRole('link', { name: 'notebook_and_midnight', exact: true }).click();
    await page.getByRole('table', { name: 'Posts' }).waitFor();
    await close();
  });

  it('says in the legend what stands beyond the scale', async () => {
    const url = `${app.url}/campaigns/summer-glow-2026?view=spread&minViews=0`;
    const { page, expectQuiet, close } = await visit(browser, url);
    await page.getByText(/^Beyond the scale, \d+$/).waitFor();
    await page.getByRole('img').locator('svg').first().waitFor();
    await expectAccessible(page);
    expectQuiet();
    await close();
  });

  it.each([
    ['a tablet', TABLET],
    ['a phone', PHONE],
  ])('fits %s', async (_name, viewport) => {
    const { page, expectQuiet, close } = await visit(browser, app.url, { viewport });
    for (const path of [
      '?platforms=TIKTOK&from=2026-01-01',
      '?view=intervals',
      '?view=spread',
      '?view=timeline',
      '/influencers/notebook_and_midnight',
    ]) {
      await page.goto(`${app.url}/campaigns/summer-glow-2026${path}`);
      await page.locator('[role=table], [role=img] svg').first().waitFor();
      await expectNoSidewaysScroll(page);
      if (path.startsWith('?platforms')) await expectAccessible(page);
    }
    expectQuiet();
    await close();
  });

  it('filters by platform, days and name in all views, and keeps that in the address', async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/summer-glow-2026`);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('checkbox', { name: /^TikTok/ }).check();
    await page.getByText('Only TikTok').waitFor();
    await page.getByLabel('Posted from').fill('2026-06-15');
    await page.getByRole('searchbox', { name: 'Influencer' }).fill('SOFT');
    await page.waitForURL('**?platforms=TIKTOK&from=2026-06-15&search=SOFT');
    const { data } = await app.query<{
      campaign: { totals: { postCount: number }; performers: { nodes: { influencerId: string }[] } };
    }>(
      `{ campaign(id: "summer-glow-2026") {
        totals(filter: { platforms: ["TIKTOK"], from: "2026-06-15", search: "SOFT" }) { postCount }
        performers(
          orderBy: CONFIDENT_ENGAGEMENT_RATE
          filter: { platforms: ["TIKTOK"], from: "2026-06-15", search: "SOFT" }
        ) { nodes { influencerId } }
      } }`,
    );
    const { totals, performers } = data.campaign;
    expect(totals.postCount).toBeGreaterThan(0);
    await page.reload();
    await page.getByLabel('Totals').getByText(String(totals.postCount), { exact: true }).waitFor();
    await page.getByRole('button', { name: /^At least/ }).click();
    const rows = page.getByRole('rowheader');
    await page.locator(`[aria-rowcount="${performers.nodes.length + 1}"]`).waitFor();
    expect(await rows.first().textContent()).toContain(performers.nodes[0]?.influencerId);
    await expectAccessible(page);
    for (const view of ['Confidence', 'Luck or skill', 'Over time']) {
      await page.getByRole('link', { name: view }).click();
      await page.getByRole('img').locator('svg').first().waitFor();
      expect(new URL(page.url()).searchParams.get('platforms')).toBe('TIKTOK');
    }
    await page.getByRole('searchbox', { name: 'Influencer' }).fill('nobody at all');
    await page.getByText('No post matches the filter').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByText('1,353', { exact: true }).waitFor();
    expectQuiet();
    await close();
  });

  it('shows an influencer over all campaigns, beside the other creators of each platform', async () => {
    const url = `${app.url}/campaigns/summer-glow-2026/influencers/notebook_and_midnight`;
    const { page, expectQuiet, close } = await visit(browser, url);
    await page.getByRole('link', { name: 'All campaigns', exact: true }).click();
    await page.waitForURL('**/influencers/notebook_and_midnight');
    await page
      .getByText(/^Better than (all|\d+% of) \d+ other creators with 1,000 views or more there$/)
      .first()
      .waitFor();
    await page
      .getByText(/^Better than (all|\d+% of) \d+ creators with [\d,]+ to [\d,]+ followers$/)
      .first()
      .waitFor();
    await page
      .getByText(/[\d,]+ followers as of /)
      .first()
      .waitFor();
    await page.getByRole('table', { name: 'Best posts' }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('[role=img] svg').length === 2);
    await expectAccessible(page);
    for (const viewport of [TABLET, PHONE]) {
      await page.setViewportSize(viewport);
      await expectNoSidewaysScroll(page);
    }
    await page.getByRole('link', { name: 'summer-glow-2026' }).click();
    await page.getByRole('heading', { name: 'Posts, most viewed first' }).waitFor();
    await page.goto(`${app.url}/influencers/notebook_and_midnigth`);
    await page.getByText('Did you mean "notebook_and_midnight"?').waitFor();
    await close();
    expectQuiet();
  });

  it('says of all that is drawn of an influencer with many posts that it is of the most viewed', async () => {
    const posts = Array.from({ length: 31 }, (_, index) => ({
      campaignId: 'many-posts',
      influencerId: 'many_posts',
      views: 1_000 + index,
      likes: index,
      postedAt: '2026-05-01',
    }));
    await importRows(database, posts, { source: 'many.csv' });
    const { page, close } = await visit(browser, `${app.url}/influencers/many_posts`);
    await page.getByText('Drawn are the 30 most viewed posts in each').waitFor();
    await page.getByText('Only the most viewed posts count here, those drawn above: 30 of 31.').waitFor();
    await page.getByText('The best of the most viewed posts, those drawn above: 30 of 31.').waitFor();
    await close();
  });

  it('downloads the leaderboard as it is shown', async () => {
    const url = `${app.url}/campaigns/summer-glow-2026?rankBy=VIEWS&minViews=100000`;
    const { page, close } = await visit(browser, url);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('summer-glow-2026-leaderboard.csv');
    const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    expect(head).toContain(
      '\ufeffcampaignId,date,rank,influencerId,posts,views,likes,comments,shares,interactions,engagementRate,confidentEngagementRate,',
    );
    const views = rows.map((row) => Number(row.split(',')[5]));
    expect(views.length).toBeGreaterThan(10);
    expect(Math.min(...views)).toBeGreaterThanOrEqual(100_000);
    expect(views).toEqual([...views].sort((left, right) => right - left));
    await close();
  });

  it('names near campaigns where there is none of that id', async () => {
    const { page, close } = await visit(browser, `${app.url}/campaigns/summer-glow-2062`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('summer-glow-2026');
    expect(await alert.textContent()).toMatch(/Request id [\w-]{8,}/);
    await alert.getByRole('button', { name: 'Copy the request id' }).waitFor();
    await expectAccessible(page);
    await close();
  });

  it('says that nothing is there under an address of no page', async () => {
    const { page, close } = await visit(browser, `${app.url}/no/such/page`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Page not found');
    await expectAccessible(page);
    await close();
  });

  it('writes numbers, dates and how long ago it was as the language of the browser does, on all main pages', async () => {
    const { page, close } = await visit(browser, app.url, { locale: 'de-DE' });
    const campaign = '/campaigns/summer-glow-2026';
    for (const [path, written] of [
      ['/', /28,2\sMio\.|^vor |^gestern|^jetzt/],
      [campaign, '8,13\u00a0%'],
      [`${campaign}?view=intervals`, /^\d+\sof 169|^25 of 169/],
      [`${campaign}?view=spread`, /^the campaign, 8,13\s%$/],
      [`${campaign}?view=timeline`, /^\d+\. Juni$/],
      [`${campaign}/influencers/notebook_and_midnight`, /^\d{1,3}\.\d{3}$/],
      ['/influencers/notebook_and_midnight', /^\d{1,3}(\.\d{3})+$/],
      ['/imports', /^vor |^jetzt/],
    ] as const) {
      await page.goto(`${app.url}${path}`);
      await page.getByText(written).first().waitFor();
      const [text = ''] = await page.locator('main').allInnerTexts();
      // 1,353 and 8.13 % and 28.2M are how English has them.
      expect(
        text.match(/\b\d{1,3}(?:,\d{3})+\b|\b\d+\.\d+\s?%|\b\d+(?:\.\d)?[KM]\b|\bago\b/g) ?? [],
        path,
      ).toEqual([]);
    }
    await close();
  });

  it('says that the connection is gone, and that it is back', async () => {
    const { page, context, close } = await visit(browser, app.url);
    await context.setOffline(true);
    const note = page.getByText('You are offline');
    await note.waitFor();
    await expectAccessible(page);
    await context.setOffline(false);
    await note.waitFor({ state: 'detached' });
    await close();
  });

  it('is walked by the keyboard alone', async () => {
    const { page, close } = await visit(browser, app.url);
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toContain('Skip to content');
    await page.keyboard.press('Enter');
    const first = page.getByRole('rowheader').first().getByRole('link');
    for (
      let step = 0;
      step < 10 && !(await first.evaluate((link) => link === document.activeElement));
      step++
    ) {
      await page.keyboard.press('Tab');
    }
    const name = await first.textContent();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/campaigns/${name}`);
    await close();
  });
});

/** How many sheets of A4 the page takes, as a PDF of it says. */
async function countSheets(page: Page): Promise<number> {
  const file = await page.pdf({ format: 'A4' });
  return file.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
