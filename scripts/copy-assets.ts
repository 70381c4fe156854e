import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the server reads beside its code: dist/ mirrors the repository, so that the same relative paths lead to it. */
const ASSETS = ['prisma/migrations', 'data', 'package.json'];

const root = new URL('../', import.meta.url);

for (const asset of ASSETS) {
  cpSync(fileURLToPath(new URL(asset, root)), fileURLToPath(new URL(`dist/${asset}`, root)), {
    recursive: true,
  });
}
