import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../free-port.ts';
import { type LetterBox, linkIn, openLetterBox } from '../letter-box.ts';
import { type OpenIdProvider, openOpenIdProvider } from '../openid-provider.ts';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  SCREENS,
  visit,
} from './browser.ts';
import { openStaffedConsole, PASSWORD, type StaffedConsole, signIn } from './staffed-console.ts';

describe.skipIf(!hasBrowser)('joining an organization in the console (needs Chromium)', () => {
  let console: StaffedConsole;
  let url: string;
  let letters: LetterBox;
  let provider: OpenIdProvider;

  beforeAll(async () => {
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    letters = await openLetterBox();
    provider = await openOpenIdProvider(url);
    console = await openStaffedConsole({
      PORT: String(port),
      PUBLIC_URL: url,
      SMTP_URL: letters.url,
      ...provider.settings,
    });
  });
  afterAll(async () => {
    await console.close();
    provider.close();
    letters.close();
  });

  describe.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, index] as const))(
    '%s',
    (_title, screen, index) => {
      it('has no account yet: signs up by an invitation, confirms the address, and has the role', async () => {
        const email = `ines-${index}@example.com`;
        const admin = await visit(console.browser, `${url}/people`, screen);
        await signIn(admin.page, 'Ada');
        await admin.page.getByRole('form', { name: 'Invite' }).getByLabel('E-mail').fill(email);
        await admin.page.getByLabel('Role', { exact: true }).selectOption({ label: 'Contributor' });
        await admin.page.getByRole('button', { name: 'Create link' }).click();
        const invitation = await admin.page.getByRole('status').locator('code').textContent();

        const { page, expectQuiet, close } = await visit(console.browser, invitation ?? '', screen);
        await page.getByRole('link', { name: 'Create an account' }).click();
        await page.getByText('You will join the organization that invited you.').waitFor();
        expect(await page.getByLabel('Organization').count()).toBe(0);
        await page.getByLabel('Your name').fill(`Ines ${index}`);
        await page.getByLabel('E-mail').fill(email);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        const [letter] = await Promise.all([
          letters.next(),
          page.getByRole('button', { name: 'Create account' }).click(),
        ]);
        await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor();
        await page.goto(linkIn(letter));
        await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
        await page.getByRole('button', { name: 'Create account and sign in' }).click();
        await page.getByRole('table', { name: 'Campaigns' }).getByText('spring').waitFor();
        const account = page.getByRole('button', { name: new RegExp(`^Account: Ines ${index}`) });
        await account.filter({ hasText: 'default' }).waitFor();
        await page.getByRole('link', { name: 'Import a file' }).waitFor();
        await account.click();
        await page.getByRole('menuitem', { name: 'API tokens' }).waitFor();
        expect(await page.getByRole('menuitem', { name: 'Audit log' }).count()).toBe(0);
        await expectAccessible(page);

        await admin.page.reload();
        const role = admin.page.getByLabel(`Role of Ines ${index}`);
        await role.waitFor();
        expect(await role.inputValue()).toBe('CONTRIBUTOR');
        await expect.poll(() => admin.page.getByRole('list', { name: 'Open invitations' }).count()).toBe(0);
        const names = await admin.page
          .getByRole('combobox', { name: /^Role of/ })
          .evaluateAll((fields) => fields.map((field) => field.getAttribute('aria-label') ?? ''));
        expect(names.length).toBeGreaterThan(1);
        expect(names).toEqual([...names].sort());
        admin.expectQuiet();
        expectQuiet();
        await admin.close();
        await close();
      });

      it('comes by a provider: with an invitation into its organization, and again where one was', async () => {
        Object.assign(provider.user, {
          sub: `rosa-${index}`,
          email: `rosa-${index}@example.com`,
          name: `Rosa ${index}`,
        });
        const { token } = await console.seed.invitation('default', null, 'CONTRIBUTOR');
        const hosts = [new URL(provider.settings.OPENID_ISSUER ?? '').origin];
        const first = await visit(console.browser, `${url}/invitation?token=${token}`, { ...screen, hosts });
        await first.page.getByRole('link', { name: 'Create an account' }).click();
        await first.page.getByRole('link', { name: 'Continue with your company' }).click();
        await first.page.getByRole('table', { name: 'Campaigns' }).getByText('spring').waitFor();
        await first.page.getByRole('button', { name: new RegExp(`^Account: Rosa ${index}`) }).waitFor();
        await first.page.getByRole('link', { name: 'Import a file' }).waitFor();
        expect(first.page.url()).toBe(`${url}/`);
        await expectAccessible(first.page);
        await expectNoSidewaysScroll(first.page);
        first.expectQuiet();
        await first.close();

        const again = await visit(console.browser, `${url}/campaigns/spring?view=spread`, {
          ...screen,
          hosts,
        });
        await again.page.getByRole('link', { name: 'Continue with your company' }).click();
        await again.page.waitForURL(`${url}/campaigns/spring?view=spread`);
        await again.page.getByRole('button', { name: new RegExp(`^Account: Rosa ${index}`) }).waitFor();
        again.expectQuiet();
        await again.close();
      });
    },
  );
});
