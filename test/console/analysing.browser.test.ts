import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPaidCampaigns } from '../paid-campaign.ts';
import { expectAccessible, expectNoSidewaysScroll, hasBrowser, visit } from './browser.ts';
import { openStaffedConsole, type StaffedConsole, signIn } from './staffed-console.ts';

describe.skipIf(!hasBrowser)('what analysts ask of the console (needs /usr/bin/chromium)', () => {
  let console: StaffedConsole;
  let url: string;

  beforeAll(async () => {
    console = await openStaffedConsole();
    ({ url } = console.app);
    await importPaidCampaigns(console.database);
  });
  afterAll(() => console.close());

  const expectGood = async (page: Page) => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  };

  it('shows what posts cost and brought, on how many it rests, and why a figure is not known', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/paid?minViews=0`, {
      locale: 'de-DE',
    });
    await signIn(page, 'Vera');
    const money = page.getByRole('region', { name: 'Money' });
    const figure = (name: string) =>
      money.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
    expect(await figure('Cost').textContent()).toMatch(/1\.900,50\s€of 3 posts \(75\s%\)/);
    expect(await figure('ROAS').textContent()).toMatch(/1,94×of 2 posts \(50\s%\)/);
    await money.getByText('CPA: no post reports both a cost and conversions').waitFor();
    await money.getByText('EMV: no media rates are set for these platforms').waitFor();
    await expectGood(page);

    await page.getByRole('link', { name: 'cleo', exact: true }).click();
    await page.getByRole('table', { name: 'Posts' }).waitFor();
    expect(await money.count()).toBe(0);
    await page.goto(`${url}/influencers/ana`);
    expect(await figure('Cost').textContent()).toMatch(/1\.605,50\s€of 3 posts/);
    await page.goto(`${url}/campaigns/mixed`);
    await money.getByText('amounts in EUR and USD are not added up').first().waitFor();
    await page.goto(`${url}/campaigns/spring`);
    await page.getByRole('table', { name: 'Leaderboard of spring' }).waitFor();
    expect(await money.count()).toBe(0);
    expectQuiet();
    await close();
  });

  it('lets a manager set, change and remove media rates, and others see them', async () => {
    const manager = await visit(console.browser, `${url}/media-rates`);
    const { page } = manager;
    await signIn(page, 'Mara');
    const form = page.getByRole('form', { name: 'Set the rates of a platform' });
    await form.getByLabel('Platform').fill('tiktok');
    await form.getByLabel('Currency').fill('eur');
    await form.getByLabel('Per view').fill('1.000');
    await form.getByText('An amount, such as 0.01').waitFor();
    await form.getByLabel('Per view').fill('0,01');
    await form.getByRole('button', { name: 'Save rates' }).click();
    await page.getByText('The rates of TikTok are set.').waitFor();
    await expectGood(page);
    await page.getByRole('button', { name: 'Change the rates of TikTok' }).click();
    expect(await form.getByLabel('Per view').inputValue()).toBe('0.01');
    await form.getByLabel('Per like').fill('0.05');
    await form.getByRole('button', { name: 'Save rates' }).click();
    await page.getByRole('cell', { name: '€0.05' }).waitFor();

    const viewer = await visit(console.browser, `${url}/media-rates`);
    await signIn(viewer.page, 'Vera');
    await viewer.page.getByRole('cell', { name: '€0.05' }).waitFor();
    expect(await viewer.page.getByRole('button', { name: /Save|Change|Remove/ }).count()).toBe(0);
    await viewer.page.goto(`${url}/campaigns/paid`);
    // 30,000 views and 2,700 likes.
    await viewer.page.getByRole('region', { name: 'Money' }).getByText('€435.00').waitFor();
    viewer.expectQuiet();
    await viewer.close();

    await page.getByRole('button', { name: 'Remove the rates of TikTok' }).click();
    await page.getByText('Its posts have no earned media value then.').waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No rates yet').waitFor();
    manager.expectQuiet();
    await manager.close();
  });

  it('puts creators that were ticked on the leaderboard side by side', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/paid?minViews=0`);
    await signIn(page, 'Vera');
    await page.getByLabel('Compare ana').check();
    await page.getByText('1 creator chosen, of two to 5').waitFor();
    await page.getByLabel('Compare ben').check();
    await expectGood(page);
    await page.getByRole('link', { name: 'Compare side by side' }).click();
    const table = page.getByRole('table', { name: '2 creators side by side' });
    await table.waitFor();
    await page
      .getByText('The engagement rate of ben is lower than that of ana by more than chance explains.')
      .waitFor();
    expect(await table.getByRole('row', { name: /^Views/ }).textContent()).toBe('Views30K20K-10K (-33.3%)');
    const field = page.getByRole('combobox', { name: 'Creator' });
    await field.fill('cl');
    await page.locator('datalist option[value=cleo]').waitFor({ state: 'attached' });
    await field.press('Enter');
    await page
      .getByText('The engagement rate of cleo may differ from that of ana by chance alone.')
      .waitFor();
    await expectGood(page);
    await page.reload();
    await page.getByRole('button', { name: 'Remove ben' }).click();
    await page.getByRole('table', { name: '2 creators side by side' }).getByText('cleo').waitFor();
    await page.goBack();
    await page.getByRole('table', { name: 'Leaderboard of paid' }).waitFor();
    expect(await page.getByLabel('Compare ana').isChecked()).toBe(true);
    expectQuiet();
    await close();
  });

  it('compares a campaign with the days before, and with another one', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/paid?view=compare`);
    await signIn(page, 'Vera');
    await page.getByRole('button', { name: 'Choose the days' }).click();
    expect(await page.getByLabel('Posted from').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await page.getByLabel('Posted from').fill('2026-03-08');
    await page.getByLabel('Posted until').fill('2026-03-14');
    const periods = page.getByRole('table', {
      name: 'Mar 8, 2026 to Mar 14, 2026 beside Mar 1, 2026 to Mar 7, 2026',
    });
    await periods.waitFor();
    expect(await periods.getByRole('row', { name: /^Views/ }).textContent()).toBe(
      'Views40.4K+30.4K (+304%)10K',
    );
    await page
      .getByText(/percentage points lower than that of Mar 1, 2026 to Mar 7, 2026, by more/)
      .waitFor();
    await expectGood(page);

    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByRole('link', { name: 'Another campaign' }).click();
    const field = page.getByRole('combobox', { name: 'Campaign' });
    await field.fill('mixd');
    await field.press('Enter');
    await page.getByText('mixd could not be compared').waitFor();
    await field.fill('mixed');
    await field.press('Enter');
    await page.waitForURL('**/campaigns/paid?view=compare&compare=campaign&other=mixed');
    await page.getByRole('table', { name: 'paid beside mixed' }).waitFor();
    await expectGood(page);
    expectQuiet();
    await close();
  });

  it('lists the posts whose caption does not say that they are paid for', async () => {
    const { page, expectQuiet, close } = await visit(
      console.browser,
      `${url}/campaigns/paid?view=compliance`,
    );
    await signIn(page, 'Vera');
    const counts = page.getByRole('list', { name: 'Posts by disclosure' });
    await expect.poll(() => counts.textContent()).toMatch(/^2 disclosed.*1 undisclosed.*1 unknown/);
    const posts = page.getByRole('table', { name: 'Undisclosed posts, most viewed first' });
    await posts.getByText('A lamp that I like').waitFor();
    await page.getByLabel('By the rules of').selectOption({ label: 'Germany' });
    await page.waitForURL('**/campaigns/paid?view=compliance&country=DE');
    await posts.getByText('“#ad”: not enough here').waitFor();
    await posts.getByText('“Anzeige” or “Werbung” at the beginning of the caption').first().waitFor();
    await expect.poll(() => counts.textContent()).toMatch(/^1 disclosed.*2 undisclosed/);
    expect(await posts.getByRole('link', { name: /^a1/ }).getAttribute('href')).toBe(
      'https://tiktok.example/a1',
    );
    await expectGood(page);
    await posts.getByRole('link', { name: 'ana', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'ana' }).waitFor();
    expectQuiet();
    await close();
  });
});
