import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the server reads beside its code: the build mirrors the repository, so that the same relative paths lead to it. */
const ASSETS = [
  'prisma/migrations',
  'data',
  'src/capabilities/briefs/prompts',
  'console/dist',
  'package.json',
];

const root = fileURLToPath(new URL('../', import.meta.url));
const [, , target = join(root, 'dist')] = process.argv;

for (const asset of ASSETS) cpSync(join(root, asset), join(target, asset), { recursive: true });
