import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { listAppSettings } from '../src/app-settings.ts';

const EXAMPLE = fileURLToPath(new URL('../.env.example', import.meta.url));
const TABLE = fileURLToPath(new URL('../docs/settings.md', import.meta.url));

const example = `# Every setting, made from what the server and its capabilities declare by \`npm run settings\`. All are optional. Set them in the environment, or
# copy this file to .env, which is read at start: the environment goes before it.
${listAppSettings()
  .map(({ variable, about, takes }) => `\n# ${about}\n# Takes ${takes}.\n#${variable}=\n`)
  .join('')}`;

const table = `# Settings

Made from what \`src/config.ts\` and each capability's \`settings.ts\` declare, by \`npm run settings\`. All are optional environment variables, checked at start: a wrong one ends the
process with exit code 2 and a message that names every wrong one, what it held and what it takes.

| variable | what it does | takes |
|---|---|---|
${listAppSettings()
  .map(({ variable, about, takes }) => `| \`${variable}\` | ${escapeCell(about)} | ${escapeCell(takes)} |`)
  .join('\n')}
`;

const isCheck = process.argv.includes('--check');
for (const [path, text] of [
  [EXAMPLE, example],
  [TABLE, table],
] as const) {
  if (!isCheck) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(
      `${path.split('/').slice(-2).join('/')} is not what the settings declare. Run: npm run settings`,
    );
    process.exitCode = 1;
  }
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
