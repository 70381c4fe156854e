import type { Browser, Page } from 'playwright-core';
import { hashPassword } from '../../src/capabilities/access/password/password.ts';
import type { Database } from '../../src/platform/storage/database.ts';
import { AUTH_SECRET, type Seed, seedAccess } from '../access/people.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { launchBrowser } from './browser.ts';

export const PASSWORD = 'a long enough password';

/** A server at which people have to sign in, with a person for each role, and a browser before it. */
export interface StaffedConsole {
  readonly app: RunningApp;
  readonly browser: Browser;
  readonly database: Database;
  readonly seed: Seed;
  close(): Promise<void>;
}

const STAFF = { Ada: 'ADMIN', Mara: 'MANAGER', Carl: 'CONTRIBUTOR', Vera: 'VIEWER' } as const;

/** Opens it with the campaigns spring and autumn, and a quarantine. */
export async function openStaffedConsole(
  settings: Readonly<Record<string, string>> = {},
): Promise<StaffedConsole> {
  const database = await openMemoryDatabase();
  const seed = seedAccess(database);
  await seed.organization('default');
  const passwordHash = await hashPassword(PASSWORD);
  for (const [name, role] of Object.entries(STAFF)) {
    const personId = await seed.person(name);
    await seed.membership('default', personId, role);
    await seed.run('insert into credential (person_id, password_hash) values ($1, $2)', [
      personId,
      passwordHash,
    ]);
  }
  await importRows(database, [
    { campaignId: 'spring', influencerId: 'ana', views: 1_000, likes: 100 },
    { campaignId: 'autumn', influencerId: 'ben', views: 1_000, likes: 100 },
  ]);
  const [app, browser] = await Promise.all([
    startApp(database, { AUTH_SECRET, ...settings }),
    launchBrowser(),
  ]);
  return {
    app,
    browser,
    database,
    seed,
    async close() {
      await browser.close();
      await app.close();
      await database.close();
    },
  };
}

/** Fills in the page that asks who is there. */
export async function signIn(page: Page, name: keyof typeof STAFF, password = PASSWORD): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.com`);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function chooseInMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}
