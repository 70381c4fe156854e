import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
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

const HEADER = 'campaign_id,creator,plays,likes,comments';

/** An export of a campaign of its own, with a few rows that cannot be read. */
function makeExport(campaignId: string, header = HEADER): string {
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${campaignId},creator_${row},${1_000 + row},${50 + row},${row}`,
  );
  rows[4] = `${campaignId},creator_4,many,54,4`;
  rows[7] = `${campaignId},creator_7,1007,57`;
  return `${[header, ...rows].join('\n')}\n`;
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

describe.skipIf(!hasBrowser)('imports in the console (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    await importRows(database, [{ campaignId: 'before', influencerId: 'someone', views: 10, likes: 1 }]);
    [app, browser] = await Promise.all([startApp(database), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  it.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, `walk-${index}`] as const))(
    'takes a file, shows what could not be read, and takes the mended rows: %s',
    async (_title, screen, campaignId) => {
      const { page, expectQuiet, close } = await visit(browser, `${app.url}/imports/new`, screen);
      await expectAccessible(page);
      await choose(page, `${campaignId}.csv`, makeExport(campaignId));
      await page.getByText('2 of the first 40 rows would be rejected').waitFor();
      expect(await page.getByLabel(/^Views/).inputValue()).toBe('2');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('heading', { name: `${campaignId}.csv` }).waitFor();
      await page.getByRole('heading', { name: 'Quarantine, 2 rows' }).waitFor();
      await page.getByText('Not a count').first().waitFor();
      await page.getByText('Line 6, plays: "many" is not a count').first().waitFor();
      await page.getByText('campaign id from campaign_id, influencer id from creator').waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole('button', { name: 'Correct line 6' }).click();
      await page.getByLabel('plays').fill('1004');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByText('1 of 2 rows corrected').waitFor();
      await page.getByRole('button', { name: 'Correct line 9' }).click();
      await page.getByLabel('comments').fill('7');
      await page.getByRole('button', { name: 'Done' }).click();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Import corrected rows' }).click();

      await page.getByText('The first 2 rows are valid').waitFor();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('heading', { name: `${campaignId}.csv (corrected` }).waitFor();
      await page.getByText('Published').waitFor();
      const answer = await app.query<{ campaign: { postCount: number } }>(
        'query ($id: ID!) { campaign(id: $id) { postCount } }',
        { id: campaignId },
      );
      expect(answer.data.campaign.postCount).toBe(40);

      await page.getByRole('link', { name: '← All imports' }).click();
      await page.getByRole('table', { name: 'Imports' }).waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      expectQuiet();
      await close();
    },
  );

  it('has a column that it does not know mapped by a menu, and a campaign given for all rows', async () => {
    const text = makeExport('ignored', 'nothing,who,zuschauer,likes,comments').replaceAll('ignored,', 'x,');
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/imports/new`);
    await choose(page, 'mapped.csv', text);
    await page.getByText('problems to solve above').waitFor();
    const go = page.getByRole('button', { name: 'Import', exact: true });
    expect(await go.isDisabled()).toBe(true);
    await expectAccessible(page);
    await page.getByLabel(/^Influencer/).selectOption({ label: 'who' });
    await page.getByLabel(/^Views/).selectOption({ label: 'zuschauer' });
    await page
      .getByLabel(/^Campaign/)
      .first()
      .selectOption({ label: 'Same value for every row …' });
    await page.getByLabel('Campaign for every row').fill('mapped-by-hand');
    await page.getByText('2 of the first 40 rows would be rejected').waitFor();
    await go.click();
    await page.getByRole('heading', { name: 'Quarantine, 2 rows' }).waitFor();
    const answer = await app.query<{ campaign: { postCount: number } }>(
      '{ campaign(id: "mapped-by-hand") { postCount } }',
    );
    expect(answer.data.campaign.postCount).toBe(38);

    await page.getByRole('button', { name: 'Correct line 6' }).click();
    await page.getByLabel('zuschauer').fill('1004');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Import corrected rows' }).click();
    await page.getByText(/^Mapped as in import/).waitFor();
    await page
      .getByText('The first 1 row are valid')
      .or(page.getByText('The first 1 row is valid'))
      .waitFor();
    await page.getByLabel('Forget how it was read before').check();
    await page.getByText('problems to solve above').waitFor();
    expectQuiet();
    await close();
  });

  it('reads numbers as somebody says, and tells of posts that other sources have', async () => {
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/imports/new`);
    const rows = 'campaign\tcreator\tpostId\tviews\tlikes\ngerman\tada\t1\t25.000\t1\n';
    await choose(page, 'june.csv', rows);
    await page.getByText('1 problem to solve above').waitFor();
    await page.getByLabel('Number format').selectOption('de');
    await page.getByText('The first 1 row').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('views from views (numbers: de)').waitFor();
    await page.goto(`${app.url}/imports/new`);
    await choose(page, 'july.csv', rows);
    await page.getByLabel('Number format').selectOption('de');
    await page.getByText('The first 1 row').waitFor();
    await page.getByRole('button', { name: 'Check only' }).click();
    await page.getByText('Other sources have 1 post of this file too').waitFor();
    await page.getByLabel('Posts that other sources have').selectOption('latest');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'july.csv' }).waitFor();
    await page.getByText('Other sources have 1 post of this file too').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expectQuiet();
    await close();
  });

  it('checks a file without loading it', async () => {
    const { page, close } = await visit(browser, `${app.url}/imports/new`);
    await choose(page, 'checked.csv', makeExport('only-checked'));
    await page.getByRole('button', { name: 'Check only' }).click();
    await page.getByText('38 rows would be loaded, and 2 rejected.').waitFor();
    await expectAccessible(page);
    const answer = await app.query<{ campaign: null }>('{ campaign(id: "only-checked") { postCount } }');
    expect(answer.data.campaign).toBeNull();
    await close();
  });

  it('publishes nothing above the limit of rejects, and says so beside the quarantine', async () => {
    const { page, close } = await visit(browser, `${app.url}/imports/new`);
    await choose(page, 'refused.csv', makeExport('refused'));
    await page.getByLabel('Maximum rejected rows').fill('1');
    await page.getByText('more than the maximum of 1. If the rest is like this').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Not published').waitFor();
    await page.getByText('2 of 40 rows (5 %) were rejected, more than the limit of 1').waitFor();
    await page.getByText('import it with a maximum of 5% rejected rows').waitFor();
    await page.getByRole('table', { name: 'Rejected rows' }).waitFor();
    await page.getByText('Would be loaded', { exact: true }).waitFor();
    await page.getByText('38 rows would be loaded. 2 rows would be left out').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Import anyway, with up to 5 % rejected' }).click();
    await page.getByText('Published', { exact: true }).waitFor();

    // The same source again, with a quarter of its posts.
    await page.goto(`${app.url}/imports/new`);
    await choose(page, 'refused.csv', makeExport('refused').split('\n').slice(0, 11).join('\n'));
    await page.getByLabel('Maximum rejected rows').fill('50%');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('8 rows would be loaded. The posts of its source').waitFor();
    await page.getByRole('button', { name: 'Import anyway, though posts go' }).click();
    await page.getByText('Published', { exact: true }).waitFor();
    await close();
  });

  it('downloads the quarantine ready to mend', async () => {
    const { page, close } = await visit(browser, `${app.url}/imports/new`);
    await choose(page, 'downloaded.csv', makeExport('downloaded'));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download for correction' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe(
      `\ufeff${HEADER},rejected_line,rejected_column,rejected_code,rejected_message,rejected_import,rejected_raw,rejected_row`,
    );
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('downloaded,creator_4,many,54,4,6,plays,not_a_count');
    await close();
  });

  it('says what is wrong with a file that has no header', async () => {
    const { page, close } = await visit(browser, `${app.url}/imports/new`);
    await choose(page, 'empty.csv', '');
    await page.getByText('The file is empty. Its first row must name the columns.').waitFor();
    await expectAccessible(page);
    await close();
  });
});
