import { existsSync } from 'node:fs';

/** Debian's Chromium; Playwright's own would have to be downloaded. */
export const CHROMIUM = '/usr/bin/chromium';

/** Whether this machine has it: walks in a browser skip without it, and say so. */
export const hasBrowser = existsSync(CHROMIUM);
