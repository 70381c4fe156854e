/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import {
  DESK,
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  launchBrowser,
  PHONE,
  SCREENS,
  visit,
} from './browser.ts';

const CAMPAIGN_PATH = '/campaigns/summer-glow-2026';

const WRITE = `mutation ($input: GenerateBriefInput!) {
  generateBrief(input: $input) {
    brief { id hashtags forCreator { text } creators { influencerId } }
  }
}`;

interface WrittenBrief {
  readonly generateBrief: {
    readonly brief: {
      readonly id: string;
      readonly hashtags: readonly string[];
      readonly forCreator: { readonly text: string };
      readonly creators: readonly { readonly influencerId: string }[];
    };
  };
}

/** What tools gave of which briefs are stored that were written before they changed. */
const EVIDENCE_OF_BEFORE = [
  {
    tool: 'personaClassifier',
    summary: 'The Early Riser.',
    data: {
      persona: { id: 'riser', name: 'The Early Riser', description: 'Up at six.', cares: ['mornings'] },
      reasons: ['cares about mornings'],
    },
  },
  {
    tool: 'creativeAngle',
    summary: 'Before the day.',
    data: {
      angle: { id: 'before', name: 'Before the day', direction: 'Film it.', why: 'It works.' },
      reasons: [],
    },
  },
  {
    tool: 'trendFetcher',
    summary: '#glow.',
    data: {
      hashtags: [
        { hashtag: '#glow', from: 'OWN_POSTS', posts: 4, views: 900, interactions: 90, engagementRate: 10 },
        { hashtag: '#skin', from: 'CURATED' },
      ],
      category: 'Beauty',
      moments: ['the morning'],
    },
  },
  {
    tool: 'topPerformers',
    summary: 'ana.',
    data: {
      campaignId: 'summer-glow-2026',
      performers: [
        {
          influencerId: 'ana',
          posts: 1,
          views: 900,
          interactions: 90,
          engagementRate: 10,
          confidentEngagementRate: 8.2,
          bestPosts: [
            { caption: 'One bottle', hashtags: [], views: 900, interactions: 90, engagementRate: 10 },
          ],
        },
      ],
    },
  },
];

describe.skipIf(!hasBrowser)('briefs in the console (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    [app, browser] = await Promise.all([startApp(database, {}, { withSample: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  const writeBrief = async (brand: string) => {
    const input = {
      brand,
      product: 'Vitamin C serum',
      goal: 'ENGAGEMENT',
      platform: 'INSTAGRAM',
      campaignId: 'summer-glow-2026',
    };
    const { data } = await app.query<WrittenBrief>(WRITE, { input });
    return data.generateBrief.brief;
  };

  it.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, `Lumen ${index}`] as const))(
    'writes two from a creator of a leaderboard, shows both parts and finds them again: %s',
    async (_title, screen, brand) => {
      const { page, expectQuiet, close } = await visit(browser, `${app.url}${CAMPAIGN_PATH}`, screen);
      const link = page.getByRole('link', { name: /^Write a brief for/ }).nth(3);
      const creator = ((await link.getAttribute('aria-label')) ?? '').replace('Write a brief for ', '');
      await link.click();
      await page.getByLabel('Brand').fill(brand);
      expect(await page.getByLabel('Creator').inputValue()).toBe(creator);
      expect(await page.getByRole('combobox', { name: 'Campaign' }).inputValue()).toBe('summer-glow-2026');
      await page.getByLabel('Product').fill('Vitamin C serum');
      await page.getByRole('button', { name: 'Add a fact' }).click();
      await page.getByLabel('Claim 1', { exact: true }).fill('Made with 10 % vitamin C');
      await page.getByLabel('Discount code').fill('GLOW20');
      await page.getByText(/^More/).click();
      await page.getByLabel('Must avoid').fill(brand);
      await page.getByLabel('Variants').selectOption('2');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole('button', { name: 'Write briefs' }).click();
      await page.getByRole('alert').waitFor();
      expect(await describeFault(page, 'Must avoid')).toContain(`"${brand}", which stands in brand`);
      await page.getByLabel('Must avoid').fill('cheap');
      await page.getByRole('button', { name: 'Write briefs' }).click();
      await page.getByText('Written for this request.').waitFor();
      await page.getByRole('heading', { name: `Vitamin C serum by ${brand}` }).waitFor();
      const first = page.url();
      const whole = page.getByRole('main');
      const caption = await page.getByRole('region', { name: /^Preview for/ }).textContent();
      const forCreator = await page.getByRole('region', { name: 'For the creator' }).textContent();
      for (const said of ['GLOW20', 'Made with 10 % vitamin C']) expect(forCreator).toContain(said);
      await page.getByRole('tab', { name: 'Variant 1' }).press('ArrowRight');
      await expect.poll(() => page.url()).not.toBe(first);
      await page.getByRole('tab', { name: 'Variant 2', selected: true }).waitFor();
      await page.getByRole('table').getByText('On screen').first().waitFor();
      expect(await page.getByRole('region', { name: /^Preview for/ }).textContent()).not.toBe(caption);
      for (const result of await page.getByText('Full result').all()) await result.click();
      expect(await whole.textContent()).toMatch(
        /Aim for an engagement rate of [\d.]+%|creators have 1,000 views/,
      );
      expect(await whole.textContent()).toMatch(/\d+% (above|below) the (campaign|platform)'s average/);
      expect(await whole.textContent()).not.toMatch(/\b[A-Z]+_[A-Z_]+\b|[{}]|lift/);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goBack();
      await page.getByRole('heading', { name: 'New brief' }).waitFor();
      expect(await page.getByLabel('Claim 1', { exact: true }).inputValue()).toBe('Made with 10 % vitamin C');
      await page.goForward();

      await page.getByRole('radio', { name: '4 stars' }).press('Space');
      await page.getByLabel('Comment').fill('Sent with another hook.');
      await page.getByRole('button', { name: 'Save rating' }).click();
      await page.getByText('4 of 5').waitFor();

      await page.getByRole('link', { name: 'Write a similar brief' }).click();
      await page.getByRole('heading', { name: 'New brief' }).waitFor();
      expect(await page.getByLabel('Brand').inputValue()).toBe(brand);
      await page.getByRole('button', { name: 'Write brief' }).click();
      await page.getByText('From the cache: the same request was made before.').waitFor();

      await page.getByRole('link', { name: '← All briefs' }).click();
      await page.getByRole('heading', { name: 'Briefs' }).waitFor();
      await page.getByLabel('Brand').fill(brand.toUpperCase());
      await page.waitForURL('**/briefs?brand=LUMEN*');
      await expect.poll(() => page.getByRole('rowheader').count()).toBe(2);
      const table = await page.getByRole('table', { name: 'Briefs' }).textContent();
      expect(table).toContain('4 of 5');
      expect(table).toContain('variant 2');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      expectQuiet();
      await close();
    },
  );

  it.each([DESK, { width: 820, height: 1180 }, PHONE].map((viewport) => [viewport.width, viewport] as const))(
    'takes changes that the platform allows, keeps what was written, and hands each part out alone, at %d px',
    async (width, viewport) => {
      const { id, forCreator, creators, hashtags } = await writeBrief(`Even ${width}`);
      const { page, context, expectQuiet, close } = await visit(browser, `${app.url}/briefs/${id}`, {
        viewport,
        colorScheme: width === 820 ? 'dark' : 'light',
      });
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: 'Copy the part for the creator' }).click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toBe(forCreator.text);
      expect(creators.length).toBeGreaterThan(0);
      for (const { influencerId } of creators) expect(copied).not.toContain(influencerId);

      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Hashtags').fill('#one #two!');
      await page.getByLabel('Key message').fill('It is light, and it lasts.');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Not saved: see what is marked above.').waitFor();
      expect(await describeFault(page, 'Hashtags')).toMatch(/"#two!" is no Instagram hashtag/);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      const questions: string[] = [];
      page.once('dialog', async (dialog) => {
        questions.push(dialog.message());
        await dialog.dismiss();
      });
      await page.getByRole('link', { name: '← All briefs' }).click();
      await expect.poll(() => questions).toEqual(['Leave without saving your changes?']);
      await page.getByLabel('Hashtags').fill(hashtags.join(' '));
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText(/^Edited by you on/).waitFor();
      await page.getByText('Show what was written').click();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.emulateMedia({ media: 'print' });
      await page.getByText('It is light, and it lasts.').first().waitFor();
      for (const ours of ['For you', 'Evidence', 'Rate this brief'])
        expect(await page.getByRole('heading', { name: ours }).count()).toBe(0);
      expectQuiet();
      await close();
    },
  );

  it('shows a brief of before its tools and its plan changed', async () => {
    const { id } = await writeBrief('Before');
    await database.query(
      statement(
        'test_brief_of_before',
        `update brief set plan = null, evidence = $2::jsonb,
           draft = draft - array['objective', 'keyMessage', 'shots', 'dos', 'donts'] where id = $1::uuid`,
      ),
      [id, JSON.stringify(EVIDENCE_OF_BEFORE)],
    );
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/briefs/${id}`);
    const evidence = page.getByRole('region', { name: 'Evidence' });
    for (const result of await evidence.getByText('Full result').all()) await result.click();
    const text = await evidence.textContent();
    for (const shown of ['The Early Riser', 'cares about mornings', 'Beauty', '#glow', 'ana', 'One bottle'])
      expect(text).toContain(shown);
    await expectAccessible(page);
    expectQuiet();
    await close();
  });

  it('shows the steps of the agent as they happen', async () => {
    const { page, close } = await visit(
      browser,
      `${app.url}/briefs/new?brand=Stepwise&product=Trail%20shoe&platform=TIKTOK`,
    );
    // What the page showed on its way is over in a moment: it is written down while it happens.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(document.body.textContent ?? '')).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    await page.getByRole('button', { name: 'Write brief' }).click();
    await page.getByText('Written for this request.').waitFor();
    const seen = await page.evaluate(() => String(Reflect.get(window, 'seen')));
    for (const step of ['Hashtags and trends', 'Personas and angles', 'Your top performers', 'Writing']) {
      expect(seen).toContain(step);
    }
    await close();
  });

  it('says which campaign there is not, and leaves the form as it was filled', async () => {
    const { page, close } = await visit(
      browser,
      `${app.url}/briefs/new?brand=Lumen&product=Serum&campaignId=summer-glow-2062`,
    );
    await page.getByRole('button', { name: 'Write brief' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('summer-glow-2026');
    expect(await page.getByLabel('Brand').inputValue()).toBe('Lumen');
    await expectAccessible(page);
    await close();
  });
});

/** What stands beside a field of what is wrong with it. */
async function describeFault(page: Page, label: string): Promise<string> {
  const field = page.getByLabel(label, { exact: true });
  return field.evaluate((input) =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );
}
