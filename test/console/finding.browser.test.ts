import type { Browser } from 'playwright-core';
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
  TABLET,
  visit,
} from './browser.ts';

const BRIEF = `mutation {
  generateBrief(input: { brand: "Glowworm", product: "Lamp", goal: AWARENESS, platform: TIKTOK }) { brief { id } errors { message } }
}`;

describe.skipIf(!hasBrowser)('the search over everything (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    [app, browser] = await Promise.all([startApp(database), launchBrowser()]);
    await importRows(
      database,
      [
        { campaignId: 'summer-glow', influencerId: 'glow.ana', views: 1_000, likes: 100 },
        { campaignId: 'winter', influencerId: 'afterglow', views: 1_000, likes: 100 },
      ],
      { source: 'glow-export.csv' },
    );
    await app.query(BRIEF);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  it.each(SCREENS.map((screen) => [describeScreen(screen), screen] as const))(
    'leads by the keyboard alone to what was found, and back to what was looked at last, %s',
    async (_title, screen) => {
      const { page, expectQuiet, close } = await visit(browser, app.url, screen);
      await page.getByRole('table', { name: 'Campaigns' }).waitFor();
      await page.keyboard.press('Control+k');
      const field = page.getByRole('combobox');
      await field.waitFor();
      await page.getByText('Type a part of a name').waitFor();
      await expectAccessible(page);
      await page.keyboard.type('GLOW');
      for (const name of ['Campaigns', 'Creators', 'Imports', 'Briefs'])
        await page.getByRole('group', { name, exact: true }).waitFor();
      // Who begins with it comes before who only holds it.
      expect(await page.getByRole('option').allTextContents()).toEqual([
        expect.stringContaining('summer-glow'),
        expect.stringContaining('glow.ana'),
        expect.stringContaining('afterglow'),
        expect.stringContaining('glow-export.csv'),
        expect.stringContaining('Lamp by Glowworm'),
      ]);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.keyboard.press('ArrowDown');
      const chosen = page.getByRole('option', { selected: true });
      expect(await chosen.textContent()).toContain('glow.ana');
      expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/influencers/glow.ana');
      await page.getByRole('heading', { name: 'Posts, campaign by campaign' }).waitFor();

      await page.getByRole('button', { name: 'Search' }).click();
      await field.waitFor();
      await page.keyboard.type('nothing at all');
      await page
        .getByText('No campaign, creator, import or brief has “nothing at all” in its name.')
        .waitFor();
      await page.keyboard.press('Escape');
      await field.waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
      await page.getByRole('table', { name: 'Campaigns' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('group', { name: 'Recently viewed' }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/influencers/glow.ana');
      expectQuiet();
      await close();
    },
  );

  it('drops an answer that comes after another text was typed, and chooses what was entered before the answer', async () => {
    const { page, close } = await visit(browser, app.url);
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    const held: (() => void)[] = [];
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"search":"winter"') === true)
        await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    const asked = page.waitForRequest(
      (request) => request.postData()?.includes('"search":"winter"') === true,
    );
    await field.fill('winter');
    await asked;
    await field.fill('summer');
    await page.getByRole('option', { name: /summer-glow/ }).waitFor();
    const answered = page
      .waitForResponse((response) => response.request().postData()?.includes('"search":"winter"') === true)
      .catch(() => undefined);
    for (const release of held) release();
    await Promise.race([answered, page.waitForEvent('requestfailed')]);
    expect(await page.getByRole('option').count()).toBe(1);
    await field.fill('glow.a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/influencers/glow.ana');
    await close();
  });

  it('says that it could not search, and tries again', async () => {
    const { page, close } = await visit(browser, app.url);
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('combobox').fill('glow');
    await page.getByText('Nothing could be searched').waitFor();
    await expectAccessible(page);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('option', { name: /summer-glow/ }).waitFor();
    await close();
  });

  it.each([
    ['a tablet', TABLET],
    ['a phone', PHONE],
  ])('has its button in reach on %s', async (_name, viewport) => {
    const { page, close } = await visit(browser, app.url, { viewport });
    const button = page.getByRole('button', { name: 'Search' });
    await button.waitFor();
    const box = await button.boundingBox();
    expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    await expectNoSidewaysScroll(page);
    await close();
  });
});
