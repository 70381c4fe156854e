import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaOnly } from '../src/app.ts';

const PATH = fileURLToPath(new URL('../schema.graphql', import.meta.url));

const sdl = `# Made from the code by \`npm run schema\`: change the code, not this file.\n\n${printSchema(lexicographicSortSchema(await buildSchemaOnly()))}\n`;

if (process.argv.includes('--check')) {
  const committed = await readFile(PATH, 'utf8').catch(() => '');
  if (committed !== sdl) {
    console.error('schema.graphql is not what the code says. Run: npm run schema');
    process.exitCode = 1;
  }
} else {
  await writeFile(PATH, sdl);
}
