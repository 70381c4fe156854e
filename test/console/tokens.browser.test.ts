import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefExamples } from '../../src/capabilities/briefs/examples.ts';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  SCREENS,
  visit,
} from './browser.ts';
import { chooseInMenu, openStaffedConsole, type StaffedConsole, signIn } from './staffed-console.ts';

describe.skipIf(!hasBrowser)('tokens, the log and the playground (needs Chromium)', () => {
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
      it('makes a token that works, revokes it, and finds both in the audit log', async () => {
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/tokens`, screen);
        await signIn(page, 'Ada');
        await page.getByLabel('Name').fill(`nightly ${index}`);
        await page.getByRole('button', { name: 'Create token' }).click();
        const token = await page.getByRole('status').locator('code').textContent();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        const ask = () =>
          console.app.query<{ campaigns: { edges: unknown[] } } | null>(
            '{ campaigns { edges { node { id } } } }',
            {},
            token ?? '',
          );
        expect((await ask()).data?.campaigns.edges).toHaveLength(2);
        await page.reload();
        expect(await page.getByText(token ?? '').count()).toBe(0);
        await page.getByRole('button', { name: `Revoke nightly ${index}` }).click();
        await page.getByRole('button', { name: 'Revoke', exact: true }).click();
        await page
          .getByRole('listitem')
          .filter({ hasText: `nightly ${index}` })
          .getByText('Revoked')
          .waitFor();
        await expect.poll(async () => (await ask()).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');

        await chooseInMenu(page, 'Audit log');
        const log = page.getByRole('table', { name: 'Audit log' });
        await log.getByText('api token revoked').first().waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.getByLabel('Who').selectOption({ label: 'Vera, vera@example.com' });
        await page.getByText('No matching entries').waitFor();
        await expectAccessible(page);
        await page.getByLabel('Who').selectOption({ label: 'Everyone' });
        await page.getByLabel('Resource').fill('person-Ada');
        await page.waitForURL('**/audit?resourceId=person-Ada');
        await log.getByText('session begun').first().waitFor();
        await expect.poll(() => log.getByText('api token revoked').count()).toBe(0);
        expectQuiet();
        await close();
      });
    },
  );

  it('reads a long log page by page, with few rows on the page', async () => {
    await console.seed.run(
      `insert into audit_entry (organization_id, actor_kind, actor_name, action, resource, resource_id)
       select 'default', 'NOBODY', 'nobody', 'test.done', 'CAMPAIGN', 'many' from generate_series(1, $1::int)`,
      [350],
    );
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/audit?resourceId=many`);
    await signIn(page, 'Ada');
    await page.getByRole('table', { name: 'Audit log' }).waitFor();
    const last = page.locator('[aria-rowindex="351"]');
    let mostRows = 0;
    while ((await last.count()) === 0) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      mostRows = Math.max(mostRows, await page.getByRole('row').count());
    }
    expect(mostRows).toBeLessThan(80);
    expectQuiet();
    await close();
  });

  it('asks in the playground as whoever is signed in, with a token that is renewed', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, url);
    await signIn(page, 'Vera');
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('marquee-session') ?? '{}');
      localStorage.setItem('marquee-session', JSON.stringify({ ...kept, expiresAt: 0 }));
    });
    await page.getByRole('link', { name: 'Playground' }).click();
    await page.waitForURL('**/graphql');
    const [answer] = await Promise.all([
      page.waitForResponse((response) =>
        (response.request().postData() ?? '').includes('query TopPerformers'),
      ),
      page.getByRole('button', { name: /Execute query/ }).click(),
    ]);
    expect(await answer.json()).not.toHaveProperty('errors.0.extensions.code', 'UNAUTHENTICATED');
    expect((await answer.request().allHeaders()).authorization).toMatch(/^Bearer /);
    const renewed = await page.evaluate(() => localStorage.getItem('marquee-session') ?? '{}');
    expect(JSON.parse(renewed).expiresAt).toBeGreaterThan(Date.now());
    expectQuiet();
    await close();
  });

  it('follows a brief in the playground, as its example shows', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, url);
    await signIn(page, 'Carl');
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    const [example] = briefExamples.filter(({ query }) => query.includes('subscription'));
    const query = example?.query.replace('summer-glow-2026', 'spring') ?? '';
    await page.goto(`${url}/graphql?query=${encodeURIComponent(query)}`);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('briefProgress')),
      page.getByRole('button', { name: /Execute query/ }).click(),
    ]);
    expect(answer.headers()['content-type']).toMatch(/^text\/event-stream/);
    await page.locator('.result-window').getByText('BriefFinished').waitFor();
    expectQuiet();
    await close();
  });

  it('downloads a leaderboard as whoever is signed in', async () => {
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/campaigns/spring`);
    await signIn(page, 'Vera');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('spring-leaderboard.csv');
    expectQuiet();
    await close();
  });
});
