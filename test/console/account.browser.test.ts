import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../free-port.ts';
import { type LetterBox, linkIn, openLetterBox } from '../letter-box.ts';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  SCREENS,
  visit,
} from './browser.ts';
import {
  chooseInMenu,
  openStaffedConsole,
  PASSWORD,
  type StaffedConsole,
  signIn,
} from './staffed-console.ts';

const NEW_PASSWORD = 'quite another password';
const PEOPLE = ['Vera', 'Mara', 'Carl', 'Ada'] as const;

describe.skipIf(!hasBrowser)('one’s account in the console (needs Chromium)', () => {
  let console: StaffedConsole;
  let url: string;
  let letters: LetterBox;

  beforeAll(async () => {
    const port = await findFreePort();
    letters = await openLetterBox();
    url = `http://127.0.0.1:${port}`;
    console = await openStaffedConsole({ PORT: String(port), PUBLIC_URL: url, SMTP_URL: letters.url });
  });
  afterAll(async () => {
    await console.close();
    letters.close();
  });

  const expectGoodPage = async (page: Page) => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  };

  describe.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, index] as const))(
    '%s',
    (_title, screen, index) => {
      const name = PEOPLE[index % PEOPLE.length] ?? 'Vera';

      it('sets another password, by the old one and by a mailed link', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/account`, screen);
        await signIn(page, name);
        const form = page.getByRole('form', { name: 'Change the password' });
        await form.getByRole('textbox', { name: 'Current password' }).fill('not the password');
        await form.getByRole('textbox', { name: 'New password' }).fill(NEW_PASSWORD);
        await form.getByRole('button', { name: 'Change password' }).click();
        await page.getByText('This is not your password.').waitFor();
        await expectGoodPage(page);
        await form.getByRole('textbox', { name: 'Current password' }).fill(PASSWORD);
        await Promise.all([letters.next(), form.getByRole('button', { name: 'Change password' }).click()]);
        await page.getByText('Your password was changed').waitFor();
        await chooseInMenu(page, 'Sign out');

        await page.getByRole('link', { name: 'Set a new one' }).click();
        // The page that is left has such a field too.
        await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
        await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.com`);
        await expectGoodPage(page);
        const [letter] = await Promise.all([
          letters.next(),
          page.getByRole('button', { name: 'Send link' }).click(),
        ]);
        await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor();
        await page.goto(linkIn(letter, 'reset'));
        await page.getByRole('textbox', { name: 'New password' }).fill(PASSWORD);
        await expectGoodPage(page);
        await page.getByRole('button', { name: 'Set password' }).click();
        await page.getByRole('link', { name: 'Sign in' }).click();
        await signIn(page, name);
        await page.getByRole('table', { name: 'Campaigns' }).waitFor();
        expectQuiet();
        await close();
      });

      it('adds a second factor, is asked for it, and removes it', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/account`, screen);
        await signIn(page, name);
        await page.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
        await page.getByRole('button', { name: 'Add second factor' }).click();
        await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
        await expectGoodPage(page);
        const secret = (await page.locator('p > code').textContent()) ?? '';
        await page.getByRole('textbox', { name: 'Code' }).fill(await generate({ secret }));
        await page.getByRole('button', { name: 'Turn on' }).click();
        const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
        await codes.first().waitFor();
        expect(await codes.count()).toBe(10);
        await expectGoodPage(page);
        const [first = '', second = ''] = await codes.allTextContents();
        await chooseInMenu(page, 'Sign out');
        await signIn(page, name);
        await page.getByRole('heading', { name: 'One more step' }).waitFor();
        await expectGoodPage(page);
        await page.getByRole('textbox', { name: 'Code' }).fill(first);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByRole('button', { name: /^Account/ }).waitFor();
        await page.goto(`${url}/account`);
        const removal = page.getByRole('form', { name: 'Remove the second factor' });
        await removal.getByRole('textbox', { name: 'Code' }).fill(second);
        await removal.getByRole('button', { name: 'Turn off' }).click();
        await page.getByRole('button', { name: 'Add second factor' }).waitFor();
        expectQuiet();
        await close();
      });
    },
  );

  it('deletes the account, with the password', async () => {
    const { page, close } = await visit(console.browser, `${url}/account`);
    await signIn(page, 'Mara');
    const form = page.getByRole('form', { name: 'Delete the account' });
    await form.getByRole('textbox', { name: 'Password of the account' }).fill('not the password');
    await form.getByRole('button', { name: 'Delete account' }).click();
    await page.getByText('This is not your password.').waitFor();
    await expectGoodPage(page);
    await form.getByRole('textbox', { name: 'Password of the account' }).fill(PASSWORD);
    await form.getByRole('button', { name: 'Delete account' }).click();
    await signIn(page, 'Mara');
    await page.getByText('Wrong e-mail address or password.').waitFor();
    await close();
  });

  it('says what an organization asks for that requires a second factor, and where to add one', async () => {
    const admin = await visit(console.browser, `${url}/people`);
    await signIn(admin.page, 'Ada');
    const form = admin.page.getByRole('form', { name: 'Require a second factor' });
    await form.getByLabel('Contributor').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await admin.page.getByText('Saved.').waitFor();
    await expectGoodPage(admin.page);
    await admin.page.getByRole('button', { name: 'Export everything' }).click();
    const [download] = await Promise.all([
      admin.page.waitForEvent('download'),
      admin.page.getByRole('link', { name: 'Download, within 10 minutes' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('organization.ndjson');
    await admin.page.getByRole('button', { name: 'Delete organization' }).click();
    await admin.page.getByRole('button', { name: 'Delete in 7 days' }).click();
    await admin.page.getByText('Delete the organization, with all campaigns').waitFor();
    await admin.page.getByRole('button', { name: 'Delete in 7 days' }).click();
    await admin.page.getByText('The organization will be deleted on').waitFor();
    await expectGoodPage(admin.page);
    await admin.page.getByRole('button', { name: 'Keep it after all' }).click();
    await admin.page.getByRole('button', { name: 'Delete organization' }).waitFor();
    await admin.close();
    const { page, close } = await visit(console.browser, `${url}/`);
    await signIn(page, 'Carl');
    await page.getByRole('link', { name: 'Add one to go on' }).click();
    await page.getByRole('form', { name: 'Add a second factor' }).waitFor();
    await expectGoodPage(page);
    await close();
  });
});
