import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets.ts';

/** Where `npm run dev` serves, which the page's own development server asks. */
const SERVER = process.env.MARQUEE_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  define: { BRIEF_CATEGORIES: JSON.stringify(readCategories()) },
  plugins: [react(), compressAssets()],
  build: {
    target: 'es2022',
    // Everything is a file of its own: the Content Security Policy takes no data: but for pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  html: { cspNonce: '{{nonce}}' },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/imports', '/leaderboard.csv'].map((path) => [
        path,
        { target: SERVER, bypass: showPageToBrowsers },
      ]),
    ),
  },
});

/** Some addresses are both a page of the console and a route of the server: a browser that opens one wants the page. */
function showPageToBrowsers(request: { headers: { accept?: string | undefined } }): string | undefined {
  return request.headers.accept?.includes('text/html') === true ? '/index.html' : undefined;
}

/** The categories of products by id and name: all that the form of a brief needs of what is known of them. */
function readCategories(): { id: string; name: string }[] {
  const trends: { categories: { id: string; name: string }[] } = JSON.parse(
    readFileSync(new URL('../data/trends.json', import.meta.url), 'utf8'),
  );
  return trends.categories
    .map(({ id, name }) => ({ id, name }))
    .sort((left, right) => left.name.localeCompare(right.name, 'en'));
}
