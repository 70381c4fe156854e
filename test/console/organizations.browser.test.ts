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

describe.skipIf(!hasBrowser)('organizations in the console (needs Chromium)', () => {
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
      it('makes one, looks at it, and switches to the other and back', async () => {
        const name = `Southwind ${index}`;
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/spring`, screen);
        await signIn(page, 'Vera');
        await page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
        await chooseInMenu(page, 'New organization');
        await page.waitForURL('**/organizations/new');
        const form = page.getByRole('form', { name: 'New organization' });
        await form.getByLabel('Name').fill('   ');
        await form.getByRole('button', { name: 'Create and open' }).click();
        await page.getByText(/^name /).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await form.getByLabel('Name').fill(name);
        await form.getByRole('button', { name: 'Create and open' }).click();

        await page.getByText('No campaigns yet').waitFor();
        const account = page.getByRole('button', { name: /^Account: Vera/ });
        await account.filter({ hasText: name }).waitFor();
        // Who may only look in the one is the admin of the other.
        await page.getByRole('link', { name: 'Import a file' }).first().waitFor();
        await account.click();
        await page.getByRole('menuitem', { name: 'Audit log' }).waitFor();
        expect(await page.getByRole('menuitem', { name }).isDisabled()).toBe(true);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        await page.getByRole('menuitem', { name: 'default' }).click();
        await page.getByRole('table', { name: 'Campaigns' }).getByText('spring').waitFor();
        await account.filter({ hasText: 'default' }).waitFor();
        expect(await page.getByRole('link', { name: 'Import a file' }).count()).toBe(0);
        await chooseInMenu(page, name);
        await page.getByText('No campaigns yet').waitFor();
        await page.reload();
        await page.getByText('No campaigns yet').waitFor();
        await account.filter({ hasText: name }).waitFor();
        expectQuiet();
        await close();
      });

      it('imports nothing into another organization than a tab shows, after a switch in a second tab', async () => {
        const name = `Elsewhere ${index}`;
        const { page: first, context, close } = await visit(console.browser, url, screen);
        await signIn(first, 'Carl');
        await first.getByRole('table', { name: 'Campaigns' }).waitFor();
        const file = `kept-${index}.csv`;
        await first.goto(`${url}/imports/new`);
        const [chooser] = await Promise.all([
          first.waitForEvent('filechooser'),
          first.getByRole('button', { name: 'Choose a file' }).click(),
        ]);
        const text = `campaign,creator,views,likes\nkept-${index},ana,1000,10\n`;
        await chooser.setFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(text) });
        await first.getByText('The first 1 row').waitFor();

        const second = await context.newPage();
        await second.goto(`${url}/organizations/new`);
        await second.getByLabel('Name').fill(name);
        await second.getByRole('button', { name: 'Create and open' }).click();
        await second.getByText('No campaigns yet').waitFor();

        await first.getByRole('alert').filter({ hasText: 'This tab still shows default' }).waitFor();
        await expectAccessible(first);
        await expectNoSidewaysScroll(first);
        await first.getByRole('button', { name: 'Import', exact: true }).click();
        await first.getByText('nothing was done').first().waitFor();
        await second.reload();
        await second.getByText('No campaigns yet').waitFor();

        // Back where it was meant for, the first tab goes on with its file.
        await chooseInMenu(second, 'default');
        await second.getByRole('table', { name: 'Campaigns' }).waitFor();
        await first
          .getByRole('alert')
          .filter({ hasText: 'This tab still shows' })
          .waitFor({ state: 'detached' });
        await first.getByRole('button', { name: 'Import', exact: true }).click();
        await first.getByRole('heading', { name: file }).waitFor();

        await chooseInMenu(second, name);
        await second.getByText('No campaigns yet').waitFor();
        await first.getByRole('button', { name: 'Reload in the other organization' }).click();
        await first.getByText('No campaigns yet').waitFor();
        await close();
      });

      it('signs out on every device, when asked a second time', async () => {
        const elsewhere = await visit(console.browser, `${url}/imports`, screen);
        await signIn(elsewhere.page, 'Mara');
        await elsewhere.page.getByRole('table', { name: 'Imports' }).waitFor();
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/imports`, screen);
        await signIn(page, 'Mara');
        await page.getByRole('table', { name: 'Imports' }).waitFor();

        await chooseInMenu(page, 'Sign out everywhere');
        await page.getByText('Sign out on all devices').waitFor();
        await page.getByRole('menuitem', { name: 'Cancel' }).click();
        await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor();
        await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
        await page.getByText('Sign out on all devices').waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await elsewhere.page.reload();
        await elsewhere.page.getByRole('table', { name: 'Imports' }).waitFor();

        // The item that asks a second time has the focus.
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
        await elsewhere.page.getByRole('link', { name: 'Briefs' }).click();
        await elsewhere.page.waitForURL('**/sign-in?back=%2Fbriefs');
        expectQuiet();
        elsewhere.expectQuiet();
        await elsewhere.close();
        await close();
      });
    },
  );
});
