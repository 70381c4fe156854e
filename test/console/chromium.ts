import { existsSync } from 'node:fs';

/**
 * Debian's Chromium; Playwright's own would have to be downloaded. The one without windows is the same engine, and draws no frame of a
 * browser around each page, which costs as much as the page.
 */
const PATHS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

const found = PATHS.find((path) => existsSync(path));

/** Whether this machine has one: walks in a browser skip without it, and say so. */
export const hasBrowser = found !== undefined;

export const CHROMIUM = found ?? '/usr/bin/chromium';
