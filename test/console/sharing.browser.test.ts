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

const SPRING = { resource: 'CAMPAIGN', id: 'spring' } as const;

describe.skipIf(!hasBrowser)('sharing in the console (needs Chromium)', () => {
  let console: StaffedConsole;
  let url: string;
  let department: string;

  beforeAll(async () => {
    console = await openStaffedConsole();
    ({ url } = console.app);
    department = await console.seed.department('default', null, 'beauty');
  });
  afterAll(() => console.close());

  describe.each(SCREENS.map((screen) => [describeScreen(screen), screen] as const))(
    '%s',
    (_title, screen) => {
      it('shares a campaign with a person and a department, gives it away, and takes both back', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/spring`, screen);
        await signIn(page, 'Mara');
        await page.getByRole('link', { name: 'Share', exact: true }).click();
        await page.getByRole('heading', { name: 'Share spring' }).waitFor();
        for (const [whom, access, outcome] of [
          ['Vera, vera@example.com', 'view', 'Vera may view'],
          [`department ${department}`, 'view and edit', `department ${department} may view and edit`],
        ] as const) {
          await page.getByRole('combobox', { name: /^With/ }).selectOption({ label: whom });
          await page.getByLabel('Permission').selectOption({ label: access });
          await page.getByRole('button', { name: 'Share', exact: true }).click();
          await page.getByText(outcome).waitFor();
        }
        await page.getByLabel('Move to', { exact: true }).selectOption({ label: `department ${department}` });
        await page.getByRole('button', { name: 'Move', exact: true }).click();
        await page.getByText(`Now: department ${department}.`).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.getByLabel('Move to', { exact: true }).selectOption({ label: 'default' });
        await page.getByRole('button', { name: 'Move', exact: true }).click();
        await page.getByText('Now: default.').waitFor();
        for (const whom of ['Vera', `department ${department}`]) {
          await page.getByRole('button', { name: `Revoke access of ${whom}` }).click();
          await page.getByRole('button', { name: 'Revoke', exact: true }).click();
          await expect.poll(() => page.getByText(`${whom} may view`).count()).toBe(0);
        }
        expectQuiet();
        await close();
      });

      it('opens one campaign and nothing else by a guest link, until it is revoked', async () => {
        const admin = await visit(console.browser, `${url}/campaigns/spring`, screen);
        await signIn(admin.page, 'Ada');
        await admin.page.getByRole('link', { name: 'Share', exact: true }).click();
        await admin.page.getByLabel('Uses').selectOption({ label: 'at most 5 times' });
        await admin.page.getByRole('textbox', { name: 'Password' }).fill('open sesame now');
        await admin.page.getByRole('button', { name: 'Create link' }).click();
        const link = await admin.page.getByRole('status').locator('code').textContent();
        await admin.page
          .getByText(/opened 0 times of 5, with a password/)
          .first()
          .waitFor();
        await expectAccessible(admin.page);
        await expectNoSidewaysScroll(admin.page);

        const guest = await visit(console.browser, `${url}/guest${new URL(link ?? '').search}`, screen);
        await expectAccessible(guest.page);
        await guest.page.getByRole('button', { name: 'Open' }).click();
        await guest.page.getByRole('alert').waitFor();
        await expectAccessible(guest.page);
        await expectNoSidewaysScroll(guest.page);
        await guest.page.getByRole('textbox', { name: 'Password' }).fill('open sesame now');
        await guest.page.getByRole('button', { name: 'Open' }).click();
        await guest.page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
        await guest.page.getByRole('button', { name: /^Account: Guest/ }).waitFor();
        const waysOn = guest.page.getByRole('link', {
          name: /^(Campaigns|Imports|Briefs|Playground|Share|Brief a creator|← All campaigns)$/,
        });
        expect(await waysOn.count()).toBe(0);
        expect(await guest.page.getByRole('button', { name: 'Search' }).count()).toBe(0);
        expect(await guest.page.title()).toBe('spring · Marquee');
        await guest.page.getByText(/^Results as of \w/).waitFor();
        const leads = await guest.page
          .locator('main')
          .getByRole('link')
          .evaluateAll((links) =>
            links.map((link) => new URL(link.getAttribute('href') ?? '', link.baseURI)),
          );
        expect(
          leads.map(({ pathname }) => pathname).filter((path) => !path.startsWith('/campaigns/spring')),
        ).toEqual([]);
        await expectAccessible(guest.page);
        await expectNoSidewaysScroll(guest.page);
        await guest.page.getByRole('link', { name: 'ana' }).click();
        await guest.page.getByRole('table', { name: 'Posts' }).waitFor();
        await guest.page.getByRole('link', { name: 'Marquee, campaigns' }).click();
        await guest.page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
        for (const path of ['/campaigns/autumn', '/', '/people', '/audit', '/imports/1', '/tokens']) {
          await guest.page.goto(`${url}${path}`);
          await guest.page.waitForURL('**/campaigns/spring');
          await guest.page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
        }

        await admin.page
          .getByRole('button', { name: /^Revoke the link/ })
          .first()
          .click();
        await admin.page.getByRole('button', { name: 'Revoke', exact: true }).click();
        await admin.page.getByText('Revoked').first().waitFor();
        await guest.page.goto(`${url}/campaigns/spring`);
        await guest.page.waitForURL('**/guest?**');
        await guest.page.getByRole('button', { name: 'Open' }).click();
        await guest.page.getByRole('alert').filter({ hasText: 'revoked' }).waitFor();
        guest.expectQuiet();
        admin.expectQuiet();
        await guest.close();
        await admin.close();
      });
    },
  );

  it.each([
    ['expired', "update guest_link set expires_at = now() - interval '1 minute' where id = $1"],
    ['revoked', 'update guest_link set revoked_at = now() where id = $1'],
    ['used up', 'update guest_link set max_uses = 1, uses = 1 where id = $1'],
  ])('says of a link that was %s that it opens nothing', async (_state, sql) => {
    const { id, token } = await console.seed.guestLink('default', SPRING, 'VIEW');
    await console.seed.run(sql, [id]);
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/guest?token=${token}`);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('alert').filter({ hasText: 'This link does not work' }).waitFor();
    await expectAccessible(page);
    expectQuiet();
    await close();
  });

  it('leaves a person signed in on the browser in whose tab a guest link is opened', async () => {
    const { token } = await console.seed.guestLink('default', SPRING, 'VIEW');
    const { page, context, close } = await visit(console.browser, `${url}/imports`);
    await signIn(page, 'Vera');
    await page.getByRole('table', { name: 'Imports' }).waitFor();
    const tab = await context.newPage();
    await tab.goto(`${url}/guest?token=${token}`);
    await tab.getByRole('button', { name: 'Open' }).click();
    await tab.getByRole('button', { name: /^Account: Guest/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Account: Vera/ }).waitFor();
    await chooseInMenu(tab, 'Leave');
    await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
    await close();
  });
});
