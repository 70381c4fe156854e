import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  launchBrowser,
  SCREENS,
  visit,
} from './browser.ts';

describe.skipIf(!hasBrowser)('briefs in the console (needs /usr/bin/chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    [app, browser] = await Promise.all([startApp(database, {}, { withSample: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  it.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, `Lumen ${index}`] as const))(
    'writes one, shows what it rests on, keeps the verdict and finds it again: %s',
    async (_title, screen, brand) => {
      const { page, expectQuiet, close } = await visit(browser, `${app.url}/briefs`, screen);
      await expectAccessible(page);
      await page
        .getByRole('link', { name: /New brief|Write the first brief/ })
        .first()
        .click();
      await page.getByRole('heading', { name: 'New brief' }).waitFor();
      await page.getByLabel('Brand').fill(brand);
      await page.getByLabel('Product').fill('Vitamin C serum');
      await page.getByRole('combobox', { name: 'Campaign' }).fill('summer-glow-2026');
      await page.getByLabel('Must mention').fill('use code GLOW20');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole('button', { name: 'Write brief' }).click();
      await page.getByText('Written for this request.').waitFor();
      await page.getByRole('heading', { name: `Vitamin C serum by ${brand}` }).waitFor();
      const post = page.getByRole('region', { name: 'Preview for Instagram' });
      expect(await post.textContent()).toContain('use code GLOW20');
      expect(await post.textContent()).toContain(`Paid partnership with ${brand}`);
      const evidence = page.getByRole('region', { name: 'Evidence' });
      await evidence.getByText('Full result').first().click();
      expect(await evidence.textContent()).toContain('summer-glow-2026');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole('radio', { name: '4 stars' }).press('Space');
      await page.getByLabel('Comment').fill('Sent with another hook.');
      await page.getByRole('button', { name: 'Save rating' }).click();
      await page.getByText('4 of 5').waitFor();

      await page.getByRole('link', { name: 'Write a similar brief' }).click();
      await page.getByRole('heading', { name: 'New brief' }).waitFor();
      expect(await page.getByLabel('Brand').inputValue()).toBe(brand);
      await page.getByRole('button', { name: 'Write brief' }).click();
      await page.getByText('From the cache: the same request was made before.').waitFor();

      await page.getByRole('link', { name: '← All briefs' }).click();
      await page.getByRole('heading', { name: 'Briefs' }).waitFor();
      await page.getByLabel('Brand').fill(brand.toUpperCase());
      await page.waitForURL('**/briefs?brand=LUMEN*');
      await expect.poll(() => page.getByRole('rowheader').count()).toBe(1);
      expect(await page.getByRole('table', { name: 'Briefs' }).textContent()).toContain('4 of 5');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      expectQuiet();
      await close();
    },
  );

  it('shows the steps of the agent as they happen', async () => {
    const { page, close } = await visit(
      browser,
      `${app.url}/briefs/new?brand=Stepwise&product=Trail%20shoe&platform=TIKTOK`,
    );
    // What the page showed on its way is over in a moment: it is written down while it happens.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(document.body.textContent ?? '')).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    await page.getByRole('button', { name: 'Write brief' }).click();
    await page.getByText('Written for this request.').waitFor();
    const seen = await page.evaluate(() => String(Reflect.get(window, 'seen')));
    for (const step of ['Hashtags and trends', 'Persona', 'Your top performers', 'Writing']) {
      expect(seen).toContain(step);
    }
    await close();
  });

  it('says which campaign there is not, and leaves the form as it was filled', async () => {
    const { page, close } = await visit(
      browser,
      `${app.url}/briefs/new?brand=Lumen&product=Serum&campaignId=summer-glow-2062`,
    );
    await page.getByRole('button', { name: 'Write brief' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('summer-glow-2026');
    expect(await page.getByLabel('Brand').inputValue()).toBe('Lumen');
    await expectAccessible(page);
    await close();
  });
});
