import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { hasBrowser, launchBrowser, visit } from './browser.ts';
import { chooseInMenu } from './staffed-console.ts';

describe.skipIf(!hasBrowser)('the console on one’s own machine (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    await importRows(database, [{ campaignId: 'spring', influencerId: 'ana', views: 1_000, likes: 100 }]);
    [app, browser] = await Promise.all([startApp(database), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  it('asks nobody to sign in, and lets the owner do everything', async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/spring`);
    await page.getByRole('link', { name: 'Share', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Brief a creator' }).waitFor();
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Audit log' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Sign out', exact: true }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await chooseInMenu(page, 'People and departments');
    await page.getByRole('form', { name: 'Invite' }).waitFor();
    expectQuiet();
    await close();
  });
});
