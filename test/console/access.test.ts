import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../src/access/people/password.ts';
import { type Database, statement } from '../../src/storage/database.ts';
import { AUTH_SECRET, seedAccess } from '../access/people.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
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

const PASSWORD = 'a long enough password';

describe.skipIf(!hasBrowser)('access in the console (needs /usr/bin/chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    const seed = seedAccess(database);
    await seed.organization('default');
    const admin = await seed.person('Ada');
    await seed.membership('default', admin, 'ADMIN');
    const viewer = await seed.person('Vera');
    await seed.membership('default', viewer, 'VIEWER');
    const passwordHash = await hashPassword(PASSWORD);
    for (const personId of [admin, viewer]) {
      await database.query(
        statement('test_set_password', 'insert into credential (person_id, password_hash) values ($1, $2)'),
        [personId, passwordHash],
      );
    }
    await importRows(database, [
      { campaignId: 'spring', influencerId: 'ana', views: 1_000, likes: 100 },
      { campaignId: 'autumn', influencerId: 'ben', views: 1_000, likes: 100 },
    ]);
    [app, browser] = await Promise.all([startApp(database, { AUTH_SECRET }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  const signIn = async (page: Page, email: string) => {
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  const openMenu = async (page: Page, item: string) => {
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  describe.each(SCREENS.map((screen, place) => [describeScreen(screen), screen, place] as const))(
    '%s',
    (_title, screen, place) => {
      it('asks who is there, leads back to where one was, and lets out again', async () => {
        const { page, expectQuiet, close } = await visit(
          browser,
          `${app.url}/campaigns/spring?view=spread`,
          screen,
        );
        await page.waitForURL('**/sign-in?**');
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await signIn(page, 'ada@example.com');
        await page.waitForURL('**/campaigns/spring?view=spread');
        await page.getByRole('img').locator('svg').first().waitFor();
        await page.reload();
        await page.getByRole('button', { name: /^Account: Ada/ }).click();
        await expectAccessible(page);
        await page.getByRole('menuitem', { name: 'Sign out' }).click();
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
        await page.goto(`${app.url}/imports`);
        await page.waitForURL('**/sign-in?**');
        expectQuiet();
        await close();
      });

      it('makes departments, invites people and changes roles', async () => {
        const { page, expectQuiet, close } = await visit(browser, `${app.url}/people`, screen);
        await signIn(page, 'ada@example.com');
        await page.getByRole('tree', { name: 'Departments' }).waitFor();
        await page.getByRole('textbox', { name: 'New department' }).fill(`Beauty ${place}`);
        await page.getByRole('button', { name: 'Make it' }).click();
        await page.getByRole('treeitem', { name: `Beauty ${place}` }).waitFor();
        await page.getByLabel('Show').selectOption({ label: `Beauty ${place}` });
        await page.waitForURL('**/people?place=**');
        await page.getByRole('heading', { name: `Invite to Beauty ${place}` }).waitFor();
        await page.getByLabel('E-mail').fill(`new-${place}@example.com`);
        await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Manager' });
        await page.getByRole('button', { name: 'Make the link' }).click();
        await page.getByText('The invitation. It is shown this once').waitFor();
        expect(await page.getByRole('list', { name: 'Open invitations' }).textContent()).toContain(
          `new-${place}@example.com`,
        );
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.getByRole('button', { name: `Delete Beauty ${place}` }).click();
        expectQuiet();
        await close();
      });

      it('shares one campaign by a link, which opens that and nothing else', async () => {
        const admin = await visit(browser, `${app.url}/campaigns/spring`, screen);
        await signIn(admin.page, 'ada@example.com');
        await admin.page.getByRole('link', { name: 'Share', exact: true }).click();
        await admin.page.getByRole('heading', { name: 'Guest links' }).waitFor();
        await admin.page.getByRole('button', { name: 'Make a link' }).click();
        const link = await admin.page.getByRole('status').locator('code').textContent();
        await admin.page.getByLabel('With').selectOption({ label: 'Vera, vera@example.com' });
        await admin.page.getByRole('button', { name: 'Share', exact: true }).click();
        await admin.page.getByText('Vera may look at it').waitFor();
        await expectAccessible(admin.page);
        await expectNoSidewaysScroll(admin.page);
        admin.expectQuiet();

        const token = new URL(link ?? '').searchParams.get('token');
        const guest = await visit(browser, `${app.url}/guest?token=${token}`, screen);
        await expectAccessible(guest.page);
        await guest.page.getByRole('button', { name: 'Open it' }).click();
        await guest.page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
        expect(await guest.page.getByRole('link', { name: 'Imports' }).count()).toBe(0);
        expect(await guest.page.getByRole('link', { name: 'Share', exact: true }).count()).toBe(0);
        await expectAccessible(guest.page);
        await guest.page.goto(`${app.url}/campaigns/autumn`);
        await guest.page.getByRole('alert').waitFor();
        expect(await guest.page.getByRole('alert').textContent()).toContain('There is no campaign "autumn"');
        guest.expectQuiet();
        await guest.close();
        await admin.close();
      });

      it('makes a token that works, revokes it, and writes both into the audit log', async () => {
        const { page, expectQuiet, close } = await visit(browser, `${app.url}/tokens`, screen);
        await signIn(page, 'ada@example.com');
        await page.getByLabel('What it is for').fill(`nightly ${place}`);
        await page.getByRole('button', { name: 'Make a token' }).click();
        const token = await page.getByRole('status').locator('code').textContent();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        const ask = () =>
          app.query<{ campaigns: { edges: unknown[] } } | null>(
            '{ campaigns { edges { node { id } } } }',
            {},
            token ?? '',
          );
        expect((await ask()).data?.campaigns.edges).toHaveLength(2);
        await page.getByRole('button', { name: `Revoke nightly ${place}` }).click();
        await page.getByText('revoked').first().waitFor();
        await expect.poll(async () => (await ask()).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
        await openMenu(page, 'Audit log');
        await page.getByRole('table', { name: 'Audit log' }).waitFor();
        expect(await page.getByRole('table', { name: 'Audit log' }).textContent()).toContain(
          'ada@example.com',
        );
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expectQuiet();
        await close();
      });
    },
  );

  it('shows somebody who may only look nothing to change', async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/spring`);
    await signIn(page, 'vera@example.com');
    await page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
    await page.getByRole('button', { name: /^Account: Vera/ }).waitFor();
    expect(await page.getByRole('link', { name: 'Share', exact: true }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Brief a creator' }).count()).toBe(0);
    await openMenu(page, 'People and departments');
    await page.getByText('ada@example.com').waitFor();
    expect(await page.getByRole('heading', { name: /^Invite/ }).count()).toBe(0);
    expectQuiet();
    await close();
  });

  it('downloads a leaderboard for whoever is signed in', async () => {
    const { page, close } = await visit(browser, `${app.url}/campaigns/spring`);
    await signIn(page, 'vera@example.com');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('spring-leaderboard.csv');
    await close();
  });

  it('says when the password is not right', async () => {
    const { page, close } = await visit(browser, `${app.url}/sign-in`);
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByRole('textbox', { name: 'Password' }).fill('something else entirely');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
    await close();
  });
});
