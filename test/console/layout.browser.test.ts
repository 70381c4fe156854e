import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPaidCampaigns } from '../paid-campaign.ts';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  PHONE,
  type Screen,
  TABLET,
  visit,
} from './browser.ts';
import { openStaffedConsole, type StaffedConsole, signIn } from './staffed-console.ts';

const WRITE = `mutation {
  generateBrief(input: { brand: "Lumen", product: "Serum", goal: AWARENESS, platform: INSTAGRAM }) { brief { id } }
}`;

const SET_RATE = `mutation {
  setMediaRate(input: { platform: "TIKTOK", currency: "EUR", perView: "0.01", perLike: "0.005" }) { errors { message } }
}`;

const SMALL_SCREENS: readonly Screen[] = [
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: TABLET, colorScheme: 'light' },
];

describe.skipIf(!hasBrowser)('the pages of the console (need Chromium)', () => {
  let console: StaffedConsole;
  let own: readonly string[];

  beforeAll(async () => {
    console = await openStaffedConsole();
    await importPaidCampaigns(console.database);
    const { token } = await console.seed.signedIn('default', 'person-Carl');
    const written = await console.app.query<{ generateBrief: { brief: { id: string } } }>(WRITE, {}, token);
    const { token: manager } = await console.seed.signedIn('default', 'person-Mara');
    await console.app.query(SET_RATE, {}, manager);
    const imports = await console.app.query<{ imports: { edges: { node: { id: string } }[] } }>(
      '{ imports(first: 1) { edges { node { id } } } }',
      {},
      token,
    );
    own = [
      `/briefs/${written.data.generateBrief.brief.id}`,
      `/imports/${imports.data.imports.edges[0]?.node.id}`,
    ];
  });
  afterAll(() => console.close());

  it.each(SMALL_SCREENS.map((screen) => [describeScreen(screen), screen] as const))(
    'fit, and can be read by everybody: %s',
    async (_title, screen) => {
      const { page, expectQuiet, close } = await visit(console.browser, `${console.app.url}/sign-in`, screen);
      const expectGoodPage = async (path: string) => {
        await page.goto(`${console.app.url}${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      };
      for (const path of ['/sign-up', '/forgot-password', '/sign-in']) await expectGoodPage(path);
      await signIn(page, 'Ada');
      await page.getByRole('table', { name: 'Campaigns' }).waitFor();
      for (const path of [
        '/',
        '/campaigns/spring',
        '/campaigns/spring?view=live',
        '/campaigns/paid?minViews=0&creators=["ana","ben"]',
        '/campaigns/paid?view=compare',
        '/campaigns/paid?view=compare&compare=campaign&other=mixed',
        '/campaigns/paid?view=compare&compare=creators&creators=["ana","ben","cleo"]',
        '/campaigns/paid?view=compliance&country=DE',
        '/campaigns/spring/influencers/ana',
        '/campaigns/paid/influencers/ana',
        '/influencers/ana',
        '/imports',
        '/imports/new',
        '/briefs',
        '/briefs/new',
        ...own,
        '/share/campaigns/spring',
        '/people',
        '/tokens',
        '/media-rates',
        '/audit',
        '/account',
        '/organizations/new',
      ])
        await expectGoodPage(path);
      expectQuiet();
      await close();
    },
  );
});
