/// <reference lib="dom" />
import { connect, createServer, type Socket } from 'node:net';
import type { Browser, Page, Request } from 'playwright-core';
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
  PHONE,
  SCREENS,
  sumLayoutShifts,
  TABLET,
  visit,
} from './browser.ts';
import { openStaffedConsole, signIn } from './staffed-console.ts';

const HOUR = 3_600_000;

/** What comes by itself: numbers once they are counted, what stands beside them within three seconds of that. */
const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000 });

/** Sends events of a campaign, which need not be there. */
function createSender(url: () => string) {
  let sent = 0;
  return async (campaignId: string, ...events: readonly Readonly<Record<string, unknown>>[]) => {
    const response = await fetch(`${url()}/events?createCampaigns=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        events.map((event) => ({
          id: `live-${++sent}`,
          campaignId,
          influencerId: 'ana',
          kind: 'VIEW',
          ...event,
        })),
      ),
    });
    expect(response.status).toBe(202);
  };
}

/** A figure of the live page by its name. */
const figure = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Live numbers' })
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .locator('dd');

describe.skipIf(!hasBrowser)('the live page of a campaign (needs Chromium)', () => {
  let database: Database;
  let app: RunningApp;
  let browser: Browser;
  const send = createSender(() => app.url);

  beforeAll(async () => {
    database = await openMemoryDatabase();
    await importRows(
      database,
      ['spring', ...SCREENS.map((_, index) => `launch-${index}`)].map((campaignId) => ({
        campaignId,
        influencerId: 'ana',
        views: 1_000,
      })),
    );
    [app, browser] = await Promise.all([startApp(database), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.close();
  });

  describe.each(SCREENS.map((screen, index) => [describeScreen(screen), screen, index] as const))(
    '%s',
    (_title, screen, index) => {
      it('shows events as they come, from the first on, with the last hour by minute and who rises', async () => {
        const campaignId = `launch-${index}`;
        const { page, expectQuiet, close } = await visit(
          browser,
          `${app.url}/campaigns/${campaignId}`,
          screen,
        );
        await page.getByRole('link', { name: 'Live', exact: true }).click();
        await page.waitForURL('**?view=live');
        await page.getByText('No events yet').waitFor();
        await page.getByText(`curl ${app.url}/events`).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        const yesterday = new Date(Date.now() - 3 * HOUR).toISOString();
        await send(
          campaignId,
          { influencerId: 'bo', count: 5_000, at: yesterday },
          { count: 1_200 },
          { influencerId: 'bo', count: 300 },
          { kind: 'LIKE', count: 60 },
          { kind: 'SHARE', count: 15 },
          { kind: 'COUPON', count: 2 },
        );
        await eventually(() => figure(page, 'Views').textContent()).toBe('1,500');
        await eventually(() => figure(page, 'Interactions').textContent()).toBe('75');
        await eventually(() => figure(page, 'Engagement rate').textContent()).toBe('5.00%');
        await eventually(() => figure(page, 'Coupon uses').textContent()).toBe('2');
        await page.getByText(/^Counted up to \d/).waitFor();

        const risers = page.getByRole('region', { name: 'Who rises' }).getByRole('listitem');
        await eventually(() => risers.count()).toBe(1);
        expect(await risers.textContent()).toContain('anaRank 1 in the hour, 2 in the day');
        await page
          .getByRole('img', { name: /^1,500 views in the last hour by minute/ })
          .locator('canvas')
          .waitFor();
        await page.getByText('As a table').click();
        await page.getByRole('row', { name: /1,500 75$/ }).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        await page.getByRole('link', { name: 'Last day' }).click();
        await page.waitForURL('**?view=live&window=DAY');
        await eventually(() => figure(page, 'Views').textContent()).toBe('6,500');
        await send(campaignId, { kind: 'CLICK', count: 7 }, { kind: 'CONVERSION' });
        await eventually(() => figure(page, 'Clicks').textContent()).toBe('7');
        await eventually(() => figure(page, 'Conversions').textContent()).toBe('1');
        await page.reload();
        await eventually(() => figure(page, 'Views').textContent()).toBe('6,500');
        expectQuiet();
        await close();
      });

      it('makes a write key with its snippet, replaces it and revokes it', async () => {
        const { page, expectQuiet, close } = await visit(
          browser,
          `${app.url}/campaigns/spring?view=live`,
          screen,
        );
        const form = page.getByRole('form', { name: 'Create a write key' });
        await form.getByLabel('Web origins that may send').fill('shop.example.com');
        await form.getByRole('button', { name: 'Create key' }).click();
        await page.getByText('"shop.example.com" is no web origin').waitFor();
        await form.getByLabel('Web origins that may send').fill('https://shop.example.com');
        await form.getByRole('button', { name: 'Create key' }).click();
        const keys = page.getByRole('region', { name: 'Public write keys' }).getByRole('listitem');
        await page.getByText('From https://shop.example.com').waitFor();
        const key = (await keys.locator('code').first().textContent()) ?? '';
        await page.getByText('Snippet for a page').click();
        await page.getByText(`<img src="${app.url}/p.gif?k=${key}`).waitFor();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        await page.getByRole('button', { name: `Replace ${key}` }).click();
        await page.getByRole('button', { name: 'Replace', exact: true }).click();
        await page.getByText('replaced: good until').waitFor();
        await eventually(() => keys.count()).toBe(2);
        for (const left of [1, 0]) {
          await keys
            .first()
            .getByRole('button', { name: /^Revoke mqw_/ })
            .click();
          await keys.first().getByRole('button', { name: 'Revoke', exact: true }).click();
          await eventually(() => keys.count()).toBe(left);
        }
        expectQuiet();
        await close();
      });
    },
  );

  it.each([
    ['a tablet', TABLET],
    ['a phone', PHONE],
  ])('fits %s, and holds still while its numbers grow', async (_name, viewport) => {
    await send('growing', { count: 9 }, { kind: 'LIKE' });
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/growing?view=live`, {
      viewport,
    });
    await page
      .getByRole('img', { name: /views? in the last hour/ })
      .locator('canvas')
      .waitFor();
    const places = () =>
      page
        .locator('dl dt')
        .evaluateAll((names) =>
          names.map((name) => [name.getBoundingClientRect().x, name.getBoundingClientRect().y]),
        );
    const before = await places();
    const views = Number((await figure(page, 'Views').getAttribute('title'))?.replaceAll(',', ''));
    await send('growing', { count: 87_654_321 }, { kind: 'CLICK', count: 9_999_999 });
    const grown = views + 87_654_321;
    await eventually(() => figure(page, 'Views').textContent()).toBe(
      grown < 100_000_000 ? grown.toLocaleString('en-US') : '175.3M',
    );
    expect(await places()).toEqual(before);
    await expectNoSidewaysScroll(page);
    expect(await sumLayoutShifts(page)).toBeLessThan(0.1);
    expectQuiet();
    await close();
  });

  it('draws the last hour on canvases that are kept, with one cursor and the colors of the page', async () => {
    const at = new Date(Date.now() - 10 * 60_000).toISOString();
    await send('drawn', { count: 40, at }, { kind: 'LIKE', count: 4, at });
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/drawn?view=live`);
    const charts = page.getByRole('region', { name: 'The last hour by minute' });
    const views = charts.getByRole('img', { name: /^4\d views in the last hour/ }).locator('canvas');
    await views.waitFor();
    await views.evaluate((canvas) => canvas.setAttribute('data-kept', ''));
    // A chart is its only canvas: everything that is drawn comes from the one that was there at first.
    const hasColor = (name: string) =>
      charts.locator('canvas[data-kept]').evaluate((canvas, variable) => {
        const wanted = getComputedStyle(canvas).getPropertyValue(variable);
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
        const { width, height } = canvas;
        const copy = new OffscreenCanvas(width, height).getContext('2d');
        if (copy === null) throw new Error('nothing can be drawn');
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        return Array.from({ length: data.length / 4 }).some((_, index) => {
          const [red = 0, green = 0, blue = 0, alpha] = data.subarray(4 * index);
          const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
          return alpha === 255 && `#${hex}` === wanted;
        });
      }, name);
    const light = await views.evaluate((canvas) => getComputedStyle(canvas).getPropertyValue('--accent'));
    await eventually(() => hasColor('--accent')).toBe(true);
    await page.emulateMedia({ colorScheme: 'dark' });
    await eventually(() => hasColor('--accent')).toBe(true);
    expect(await views.evaluate((canvas) => getComputedStyle(canvas).getPropertyValue('--accent'))).not.toBe(
      light,
    );
    await page.emulateMedia({ media: 'print' });
    await eventually(() => hasColor('--accent')).toBe(true);
    await page.emulateMedia({ media: 'screen' });

    await send('drawn', { count: 2 });
    await charts
      .getByRole('img', { name: /^42 views/ })
      .locator('canvas[data-kept]')
      .waitFor();
    const resting = charts.getByText(/, so far: \d+ (views?|interactions?)$/);
    expect(await resting.count()).toBe(2);
    const place = (await views.boundingBox()) ?? { x: 0, y: 0, width: 0 };
    // The plotting area stands between the scale at its left and room for half a time at its right.
    const minute = (place.width - 48 - 24) / 60;
    const pointed = charts.getByText(/: 40 views$/);
    let ago = 10;
    // The minute goes on to its next place while the test runs.
    await eventually(async () => {
      await page.mouse.move(place.x + 48 + (59.5 - ago) * minute, place.y + 60);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      ago = ago === 13 ? 10 : ago + 1;
      return pointed.count();
    }).toBe(1);
    await charts.getByText(/: 4 interactions$/).waitFor();
    await page.mouse.move(0, 0);
    await eventually(() => resting.count()).toBe(2);
    expectQuiet();
    await close();
  });

  it('has numbers run to their next value, and jump for those who would rather have less motion', async () => {
    for (const [reducedMotion, isStill] of [
      ['reduce', true],
      ['no-preference', false],
    ] as const) {
      const campaignId = `motion-${reducedMotion}`;
      await send(campaignId, { count: 1_000 });
      const { page, close } = await visit(browser, `${app.url}/campaigns/${campaignId}`);
      await page.emulateMedia({ reducedMotion });
      await page.goto(`${app.url}/campaigns/${campaignId}?view=live`);
      await eventually(() => figure(page, 'Views').textContent()).toBe('1,000');
      // How often the text changes, from before the events on.
      await figure(page, 'Views').evaluate((node) => {
        let steps = 0;
        new MutationObserver(() => {
          steps += 1;
          node.setAttribute('data-steps', String(steps));
        }).observe(node, { characterData: true, childList: true, subtree: true });
      });
      await send(campaignId, { count: 900_000 });
      await eventually(() => figure(page, 'Views').textContent()).toBe('901,000');
      const steps = Number(await figure(page, 'Views').getAttribute('data-steps'));
      expect(steps === 1).toBe(isStill);
      await close();
    }
  });

  it('tells screen readers a whole sentence, and not each change', async () => {
    await send('spoken', { count: 10 });
    const { page, close } = await visit(browser, app.url);
    await page.clock.install();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${app.url}/campaigns/spoken?view=live`);
    const spoken = page.getByRole('status', { name: 'Live numbers' });
    const sentence = (views: string) =>
      `Last hour: ${views}, 0 interactions, an engagement rate of 0.00%, 0 clicks, 0 coupon uses and 0 conversions.`;
    await eventually(() => spoken.textContent()).toBe(sentence('10 views'));
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 20_000));
    const sendAndSee = async (views: string) => {
      await send('spoken', {});
      await eventually(() => figure(page, 'Views').getAttribute('title')).toBe(views);
    };
    await sendAndSee('11');
    await page.clock.runFor(1);
    await eventually(() => spoken.textContent()).toBe(sentence('11 views'));
    await sendAndSee('12');
    await page.clock.runFor(14_000);
    await sendAndSee('13');
    expect(await spoken.textContent()).toBe(sentence('11 views'));
    await page.clock.runFor(1_000);
    await eventually(() => spoken.textContent()).toBe(sentence('13 views'));
    await close();
  });

  it('counts what pages sent apart', async () => {
    await send('shop', { count: 5 });
    const { data } = await app.query<{ createWriteKey: { writeKey: { key: string } } }>(
      'mutation { createWriteKey(input: { campaignId: "shop" }) { writeKey { key } } }',
    );
    await fetch(`${app.url}/p.gif?k=${data.createWriteKey.writeKey.key}&e=click&i=ana`);
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/shop?view=live`);
    await page.getByText('0 views, 0 interactions, 1 click, 0 coupon uses, 0 conversions.').waitFor();
    await eventually(() => figure(page, 'Clicks').textContent()).toBe('0');
    await expectAccessible(page);
    expectQuiet();
    await close();
  });

  it('says that the connection is lost, and goes on from the last snapshot when it is back', async () => {
    await send('roaming', { count: 5 });
    const line = await openLine(app.url);
    const { page, close } = await visit(browser, `${line.url}/campaigns/roaming?view=live`);
    const asked: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql/stream')) asked.push(request.postDataJSON().variables.lastId);
    });
    await eventually(() => figure(page, 'Views').textContent()).toBe('5');
    const live = page.getByRole('region', { name: 'Live numbers' });
    const before = asked.length;
    line.cut();
    await live.getByText(/^Connection lost\. Numbers as of/).waitFor();
    await expectAccessible(page);
    await send('roaming', { count: 37 });
    line.mend();
    await eventually(() => figure(page, 'Views').textContent()).toBe('42');
    await live.getByText(/^Counted up to/).waitFor();
    expect([...new Set(asked.slice(before))]).toEqual([expect.stringMatching(/^[\w-]{22}$/)]);
    await close();
    await line.close();
  });

  it('holds no connection in the background, reads again when it comes back, and ends when it is left', async () => {
    await send('left', {});
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/left?view=live`);
    await eventually(() => figure(page, 'Views').textContent()).toBe('1');
    const isStream = (request: Request) => request.url().endsWith('/graphql/stream');
    const show = (state: DocumentVisibilityState) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await Promise.all([page.waitForEvent('requestfailed', isStream), show('hidden')]);
    await send('left', { count: 41 });
    const [resumed] = await Promise.all([page.waitForEvent('request', isStream), show('visible')]);
    expect(resumed.postDataJSON().variables.lastId).toMatch(/^[\w-]{22}$/);
    await eventually(() => figure(page, 'Views').textContent()).toBe('42');
    await Promise.all([
      page.waitForEvent('requestfailed', isStream),
      page.getByRole('link', { name: 'All campaigns' }).click(),
    ]);
    expectQuiet();
    await close();
  });

  it('says of a server of another version that the page has to be loaded anew', async () => {
    const { page, close } = await visit(browser, app.url);
    await page.route('**/graphql/stream', (route) => {
      const answer = {
        data: null,
        errors: [{ message: 'no such field', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      };
      return route.fulfill({
        contentType: 'text/event-stream',
        body: `event: next\ndata: ${JSON.stringify(answer)}\n\nevent: complete\ndata:\n\n`,
      });
    });
    await page.goto(`${app.url}/campaigns/spring?view=live`);
    await page.getByText('This server is of another version than the page').waitFor();
    await expectAccessible(page);
    await close();
  });

  it('shows a campaign of which there are events and no export', async () => {
    await send('only-events', { count: 3 });
    const { page, expectQuiet, close } = await visit(browser, `${app.url}/campaigns/only-events`);
    await page.getByText('No posts yet').waitFor();
    await page.getByRole('link', { name: 'Live', exact: true }).click();
    await eventually(() => figure(page, 'Views').textContent()).toBe('3');
    await page.goto(`${app.url}/campaigns/only-event?view=live`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('only-events');
    expectQuiet();
    await close();
  });
});

describe.skipIf(!hasBrowser)('the live page by role (needs Chromium)', () => {
  it('is shown to whoever sees the campaign, without the keys and the sending that are not theirs', async () => {
    // Nothing is counted here: the page says how far behind that is.
    const staffed = await openStaffedConsole({ EVENT_CONSUMER: 'false' });
    await staffed.database.execute("update event_consumer set watermark = now() - interval '121 minutes'");
    const url = `${staffed.app.url}/campaigns/spring?view=live`;
    for (const [name, maySend] of [
      ['Vera', 0],
      ['Carl', 1],
    ] as const) {
      const { page, expectQuiet, close } = await visit(staffed.browser, url);
      await signIn(page, name);
      await page.getByText('No events yet').waitFor();
      await page.getByText(/^Counted up to .+, 2 hours behind$/).waitFor();
      await eventually(() => page.getByText('authorization: Bearer TOKEN').count()).toBe(maySend);
      expect(await page.getByRole('heading', { name: 'Public write keys' }).count()).toBe(0);
      expectQuiet();
      await close();
    }
    await staffed.close();
  });
});

/** A line to a server that can be cut, as a train in a tunnel does it. */
async function openLine(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect({ host: hostname, port: Number(port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      isCut = true;
      drop();
    },
    mend() {
      isCut = false;
    },
    async close() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
