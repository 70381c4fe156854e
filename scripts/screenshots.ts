/// <reference lib="dom" />
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { openStorage } from '../src/platform/storage/open.ts';
import { createLogger } from '../src/platform/telemetry/logging.ts';
import { CHROMIUM } from '../test/console/chromium.ts';

/** The README's pictures of the console, made anew from the sample: `npm run build` first. */
const PICTURES = [
  {
    name: 'console-light.png',
    colorScheme: 'light',
    height: 860,
    path: '/campaigns/summer-glow-2026',
  },
  {
    name: 'console-dark.png',
    colorScheme: 'dark',
    height: 1170,
    path: '/campaigns/summer-glow-2026?view=spread',
  },
] as const;

const QUIET = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'marquee-screenshots-'));
const config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
const logger = await createLogger(config);
const storage = await openStorage(config, logger);
if (storage.taken !== undefined) throw new Error('a new folder is taken already');
const app = await createApp({ config, logger, storage });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? CHROMIUM,
  args: QUIET,
});
try {
  const { url } = await app.http.listen();
  for (const { name, colorScheme, height, path } of PICTURES) {
    const page = await browser.newPage({
      colorScheme,
      locale: 'en-US',
      viewport: { width: 1280, height },
    });
    await page.goto(`${url}${path}`);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, name), animations: 'disabled' });
    console.log(`${name}: ${Math.round((await stat(join(folder, name))).size / 1024)} KB`);
    await page.close();
  }
} finally {
  await browser.close();
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
}
