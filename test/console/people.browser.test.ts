import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  SCREENS,
  visit,
} from './browser.ts';
import { chooseInMenu, openStaffedConsole, type StaffedConsole, signIn } from './staffed-console.ts';

describe.skipIf(!hasBrowser)('people in the console (needs Chromium)', () => {
  let console: StaffedConsole;
  let url: string;

  beforeAll(async () => {
    console = await openStaffedConsole();
    ({ url } = console.app);
  });
  afterAll(() => console.close());

  describe.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, index] as const))(
    '%s',
    (_title, screen, index) => {
      it('makes, renames, moves and deletes departments', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/people`, screen);
        await signIn(page, 'Ada');
        const newName = page.getByLabel('Name of the new department');
        await newName.fill(`Marketing ${index}`);
        await page.getByRole('button', { name: 'Add', exact: true }).click();
        await page.getByRole('treeitem', { name: `Marketing ${index}` }).click();
        await page.waitForURL('**/people?department=**');
        await newName.fill(`Beuty ${index}`);
        await page.getByRole('button', { name: 'Add', exact: true }).click();
        await page.getByRole('treeitem', { name: `Beuty ${index}`, exact: true }).waitFor();
        await page.getByLabel('Show').selectOption({ label: `Marketing ${index} / Beuty ${index}` });
        await page
          .getByRole('form', { name: 'Rename the department' })
          .getByLabel('Name')
          .fill(`Beauty ${index}`);
        await page.getByRole('button', { name: 'Rename', exact: true }).click();
        await page.getByRole('heading', { name: `People in Marketing ${index} / Beauty ${index}` }).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.getByLabel('Move to').selectOption({ label: 'default' });
        await page.getByRole('button', { name: 'Move', exact: true }).click();
        await page.getByRole('heading', { name: `People in Beauty ${index}` }).waitFor();
        await page.getByRole('button', { name: `Delete Beauty ${index}` }).click();
        await page.getByText(`Delete Beauty ${index} and all roles`).waitFor();
        await expectAccessible(page);
        await page.keyboard.press('Enter');
        await expect.poll(() => page.getByRole('treeitem', { name: `Beauty ${index}` }).count()).toBe(0);
        expectQuiet();
        await close();
      });

      it('invites somebody, who makes an account and has the role', async () => {
        const admin = await visit(console.browser, `${url}/people`, screen);
        await signIn(admin.page, 'Ada');
        const form = admin.page.getByRole('form', { name: 'Invite' });
        await form.getByLabel('E-mail').fill(`nora-${index}@example.com`);
        await admin.page.getByLabel('Role', { exact: true }).selectOption({ label: 'Viewer' });
        await admin.page.getByRole('button', { name: 'Create link' }).click();
        const link = await admin.page.getByRole('status').locator('code').textContent();
        await admin.page
          .getByRole('list', { name: 'Open invitations' })
          .getByText(`nora-${index}@example.com`)
          .waitFor();
        await expectAccessible(admin.page);
        await expectNoSidewaysScroll(admin.page);

        const personId = await console.seed.person(`Nora-${index}`);
        const { token } = await console.seed.signedIn('default', personId);
        const invited = await visit(
          console.browser,
          `${url}/invitation${new URL(link ?? '').search}`,
          screen,
        );
        await expectAccessible(invited.page);
        await expectNoSidewaysScroll(invited.page);
        await invited.page.getByRole('link', { name: 'Create an account' }).waitFor();
        await invited.page.evaluate(
          (accessToken) =>
            localStorage.setItem(
              'marquee-session',
              JSON.stringify({
                kind: 'PERSON',
                accessToken,
                refreshToken: 'none',
                expiresAt: Date.now() + 600_000,
              }),
            ),
          token,
        );
        await invited.page.reload();
        await invited.page.getByRole('button', { name: 'Accept' }).click();
        await invited.page.getByRole('table', { name: 'Campaigns' }).waitFor();
        expect(await invited.page.getByRole('link', { name: 'Import a file' }).count()).toBe(0);

        await admin.page.reload();
        await admin.page.getByLabel(`Role of Nora-${index}`).selectOption({ label: 'Contributor' });
        await expect
          .poll(async () => {
            await invited.page.reload();
            await invited.page.getByRole('table', { name: 'Campaigns' }).waitFor();
            await invited.page.getByRole('button', { name: /^Account/ }).waitFor();
            return invited.page.getByRole('link', { name: 'Import a file' }).count();
          })
          .toBe(1);
        await admin.page.getByRole('button', { name: `Remove Nora-${index}` }).click();
        await admin.page.getByRole('button', { name: 'Remove', exact: true }).click();
        await expect.poll(() => admin.page.getByText(`nora-${index}@example.com`).count()).toBe(0);
        admin.expectQuiet();
        invited.expectQuiet();
        await invited.close();
        await admin.close();
      });

      it('shows somebody who may only look nothing to change', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/spring`, screen);
        await signIn(page, 'Vera');
        await page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
        await page.getByRole('button', { name: /^Account: Vera/ }).waitFor();
        const offers = page.getByRole('link', { name: /^(Share|Brief a creator|Import a file|New brief)$/ });
        expect(await offers.count()).toBe(0);
        await page.getByRole('link', { name: 'Briefs' }).click();
        await page.getByText('No briefs yet').waitFor();
        expect(await offers.count()).toBe(0);
        await page.goto(`${url}/imports/new`);
        await page.getByText('You do not have permission to import files').waitFor();
        await expectAccessible(page);
        await page.getByRole('button', { name: /^Account: Vera/ }).click();
        expect(await page.getByRole('menuitem', { name: 'Audit log' }).count()).toBe(0);
        await page.keyboard.press('Escape');
        await chooseInMenu(page, 'People and departments');
        await page.getByText('ada@example.com').waitFor();
        expect(
          await page.getByRole('heading', { name: /^(Invite|New department|The organization)/ }).count(),
        ).toBe(0);
        expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
        expect(await page.getByLabel(/^Role of/).count()).toBe(0);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expectQuiet();
        await close();
      });
    },
  );

  it('offers a manager no role above their own, and no department to delete', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/people`);
    await signIn(page, 'Mara');
    await page.getByLabel('Role', { exact: true }).waitFor();
    expect(await page.getByLabel('Role', { exact: true }).locator('option').allTextContents()).toEqual([
      'Manager',
      'Contributor',
      'Viewer',
    ]);
    expect(await page.getByLabel('Role of Ada').count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'The organization' }).count()).toBe(0);
    expectQuiet();
    await close();
  });

  it('gives the organization another name', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/people`);
    await signIn(page, 'Ada');
    const form = page.getByRole('form', { name: 'Rename the organization' });
    await form.getByLabel('Name').fill('Northwind');
    await form.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('treeitem', { name: 'Northwind' }).waitFor();
    await form.getByLabel('Name').fill('default');
    await form.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('treeitem', { name: 'default' }).waitFor();
    expectQuiet();
    await close();
  });
});
