import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeRules } from '../src/capabilities/access/rules/rules-document.ts';

const PATH = fileURLToPath(new URL('../docs/access.md', import.meta.url));

if (!process.argv.includes('--check')) await writeFile(PATH, describeRules());
else if ((await readFile(PATH, 'utf8').catch(() => '')) !== describeRules()) {
  console.error('docs/access.md is not what src/capabilities/access/rules says. Run: npm run access');
  process.exitCode = 1;
}
