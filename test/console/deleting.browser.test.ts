import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describeScreen,
  expectAccessible,
  expectNoSidewaysScroll,
  hasBrowser,
  SCREENS,
  visit,
} from './browser.ts';
import { openStaffedConsole, type StaffedConsole, signIn } from './staffed-console.ts';

const WRITE = `mutation ($brand: String!) {
  generateBrief(input: { brand: $brand, product: "Serum", goal: AWARENESS, platform: INSTAGRAM }) { brief { id } }
}`;

describe.skipIf(!hasBrowser)('deleting in the console (needs Chromium)', () => {
  let console: StaffedConsole;
  let url: string;

  beforeAll(async () => {
    console = await openStaffedConsole();
    ({ url } = console.app);
  });
  afterAll(() => console.close());

  const writeBrief = async (brand: string) => {
    const { token } = await console.seed.signedIn('default', 'person-Carl');
    const { data } = await console.app.query<{ generateBrief: { brief: { id: string } } }>(
      WRITE,
      { brand },
      token,
    );
    return data.generateBrief.brief.id;
  };

  describe.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, index] as const))(
    '%s',
    (_title, screen, index) => {
      it('deletes a brief when asked a second time, and shows those that are left', async () => {
        const id = await writeBrief(`Lumen ${index}`);
        await writeBrief(`Umbra ${index}`);
        const { page, expectQuiet, close } = await visit(console.browser, `${url}/briefs`, screen);
        await signIn(page, 'Mara');
        await page.getByRole('link', { name: `Serum by Lumen ${index}` }).click();
        await page.waitForURL(`**/briefs/${id}`);
        await page.getByRole('button', { name: 'Delete the brief' }).click();
        await page.getByText('Delete this brief').waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByRole('button', { name: 'Delete the brief' }).click();
        // The button that asks a second time has the focus.
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Briefs', exact: true }).waitFor();
        await page.getByRole('link', { name: `Serum by Umbra ${index}` }).waitFor();
        expect(await page.getByRole('link', { name: `Serum by Lumen ${index}` }).count()).toBe(0);
        await expectAccessible(page);
        expectQuiet();
        await page.goto(`${url}/briefs/${id}`);
        await page.getByRole('alert').waitFor();
        expect(await page.getByRole('button', { name: 'Delete the brief' }).count()).toBe(0);
        await close();
      });
    },
  );

  it('is not offered to those who may write a brief and not delete it', async () => {
    const id = await writeBrief('Kept');
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/briefs/${id}`);
    await signIn(page, 'Carl');
    await page.getByRole('link', { name: 'Write a similar brief' }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete the brief' }).count()).toBe(0);
    expectQuiet();
    await close();
  });

  it('is offered to the manager of a department, for what belongs beneath it', async () => {
    const [here, beneath, beside] = [
      await console.seed.department('default', null, 'beauty'),
      await console.seed.department('default', 'beauty', 'skin'),
      await writeBrief('Beside'),
    ];
    const id = await writeBrief('Beneath');
    await console.seed.run('update brief set department_id = $2 where id = $1::uuid', [id, beneath]);
    await console.seed.membership('default', 'person-Vera', 'MANAGER', here);
    const { page, expectQuiet, close } = await visit(console.browser, `${url}/briefs/${id}`);
    await signIn(page, 'Vera');
    await page.getByRole('button', { name: 'Delete the brief' }).waitFor();
    await page.goto(`${url}/briefs/${beside}`);
    await page.getByRole('link', { name: 'Write a similar brief' }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete the brief' }).count()).toBe(0);
    expectQuiet();
    await close();
  });
});
