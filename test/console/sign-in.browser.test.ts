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

const SESSION = 'marquee-session';

describe.skipIf(!hasBrowser)('signing in to the console (needs Chromium)', () => {
  let console: StaffedConsole;
  let url: string;
  let letters: LetterBox;

  beforeAll(async () => {
    const port = await findFreePort();
    letters = await openLetterBox();
    console = await openStaffedConsole({
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: letters.url,
      GITHUB_CLIENT_ID: 'marquee',
      GITHUB_CLIENT_SECRET: 'a secret of the client',
    });
    ({ url } = console.app);
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
      it('asks who is there, leads back to where one was, and lets out again', async () => {
        const { page, expectQuiet, close } = await visit(
          console.browser,
          `${url}/campaigns/spring?view=spread`,
          screen,
        );
        await page.waitForURL('**/sign-in?**');
        expect(await page.getByRole('link', { name: 'Imports' }).count()).toBe(0);
        await expectGoodPage(page);
        await signIn(page, 'Ada');
        await page.waitForURL('**/campaigns/spring?view=spread');
        await page.getByRole('img').locator('svg').first().waitFor();
        await page.reload();
        await page.getByRole('button', { name: /^Account: Ada/ }).click();
        await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor();
        await expectGoodPage(page);
        await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
        await page.goto(`${url}/imports`);
        await page.waitForURL('**/sign-in?**');
        expectQuiet();
        await close();
      });

      it('says when the password is not right, and lets in with the right one', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/sign-in`, screen);
        await signIn(page, 'Mara', 'something else entirely');
        await page.getByRole('alert').waitFor();
        await expectGoodPage(page);
        await signIn(page, 'Mara');
        await page.getByRole('table', { name: 'Campaigns' }).waitFor();
        expectQuiet();
        await close();
      });

      it('makes an account with an organization of its own by the link of a mail', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/sign-up`, screen);
        await page.getByLabel('Your name').fill('Grace');
        await page.getByLabel('E-mail').fill(`grace-${index}@example.com`);
        await page.getByLabel('Organization').fill(`Grace & Co ${index}`);
        await expectGoodPage(page);
        const [letter] = await Promise.all([
          letters.next(),
          page.getByRole('button', { name: 'Create account' }).click(),
        ]);
        await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor();
        await expectGoodPage(page);
        await page.goto(linkIn(letter));
        await page.getByRole('heading', { name: 'Welcome to Marquee' }).waitFor();
        await page.getByRole('textbox', { name: 'Password' }).fill('short');
        await page.getByRole('button', { name: 'Create account and sign in' }).click();
        await page.getByText(/12/).nth(1).waitFor();
        await expectGoodPage(page);
        await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
        await page.getByRole('button', { name: 'Create account and sign in' }).click();
        await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
        await page.getByText('No campaigns yet').waitFor();
        await page.getByRole('button', { name: /^Account: Grace/ }).waitFor();
        await expectGoodPage(page);
        expectQuiet();
        await close();
      });
    },
  );

  it('renews the access token without a word when it has run out', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/imports`);
    await signIn(page, 'Ada');
    await page.getByRole('table', { name: 'Imports' }).waitFor();
    const before = await readKept(page);
    await page.evaluate(
      ([key, kept]) => localStorage.setItem(key, JSON.stringify({ ...JSON.parse(kept), expiresAt: 0 })),
      [SESSION, before] as const,
    );
    await page.goto(`${url}/imports`);
    await page.getByRole('table', { name: 'Imports' }).waitFor();
    const after = await readKept(page);
    expect(JSON.parse(after).refreshToken).not.toBe(JSON.parse(before).refreshToken);
    expect(JSON.parse(after).expiresAt).toBeGreaterThan(Date.now());
    expectQuiet();
    await close();
  });

  it('asks who is there again when the session was ended elsewhere', async () => {
    const here = await visit(console.browser, `${url}/imports`);
    await signIn(here.page, 'Carl');
    await here.page.getByRole('table', { name: 'Imports' }).waitFor();
    const { accessToken } = JSON.parse(await readKept(here.page));
    await console.app.query(
      'mutation { signOut(input: { everywhere: true }) { isSignedOut } }',
      {},
      accessToken,
    );
    await here.page.getByRole('link', { name: 'Briefs' }).click();
    await here.page.waitForURL('**/sign-in?back=%2Fbriefs');
    await signIn(here.page, 'Carl');
    await here.page.waitForURL('**/briefs');
    await here.close();
  });

  it('leads to another provider, and back to where one was', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/spring`);
    const link = page.getByRole('link', { name: 'Continue with GitHub' });
    const address = new URL((await link.getAttribute('href')) ?? '', url);
    expect(address.pathname).toBe('/auth/github');
    expect(address.searchParams.get('return')).toBe(`${url}/signed-in?back=%2Fcampaigns%2Fspring`);
    const left = await fetch(address, { redirect: 'manual' });
    expect(left.headers.get('location')).toContain('https://github.com/login/oauth/authorize');
    const { tokens } = await signInByGraph();
    await page.goto(`${url}/signed-in?back=%2Fcampaigns%2Fspring#${new URLSearchParams(tokens)}`);
    await page.waitForURL('**/campaigns/spring');
    await page.getByRole('button', { name: /^Account: Vera/ }).waitFor();
    expectQuiet();
    await close();
  });

  it('does not lead to another host after signing in', async () => {
    const { page, expectQuiet, close } = await visit(
      console.browser,
      `${url}/sign-in?back=${encodeURIComponent('//evil.example.com')}`,
    );
    await signIn(page, 'Vera');
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    expect(new URL(page.url()).origin).toBe(url);
    await chooseInMenu(page, 'Sign out');
    expectQuiet();
    await close();
  });

  const readKept = (page: Page) => page.evaluate((key) => localStorage.getItem(key) ?? 'null', SESSION);

  const signInByGraph = async () => {
    const { data } = await console.app.query<{ signIn: { tokens: Record<string, string> } }>(
      `mutation ($p: String!) { signIn(input: { email: "vera@example.com", password: $p }) { tokens { accessToken refreshToken expiresInSeconds } } }`,
      { p: PASSWORD },
    );
    return data.signIn;
  };
});
