import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { minifyIntrospection, outputIntrospectionFile } from 'gql.tada/internal';
import { type GraphQLSchema, introspectionFromSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaOnly } from '../src/app.ts';

/** What is made from the graph: the SDL for everybody, and the types of the console's operations. */
const OUTPUTS = {
  '../schema.graphql': (schema: GraphQLSchema) =>
    `# Made from the code by \`npm run schema\`: change the code, not this file.\n\n${printSchema(schema)}\n`,
  '../console/src/graph/generated/schema.d.ts': (schema: GraphQLSchema) =>
    outputIntrospectionFile(minifyIntrospection(introspectionFromSchema(schema)), {
      fileType: '.d.ts',
      shouldPreprocess: true,
    }),
};

const schema = lexicographicSortSchema(await buildSchemaOnly());

for (const [path, print] of Object.entries(OUTPUTS)) {
  const file = fileURLToPath(new URL(path, import.meta.url));
  const text = print(schema);
  if (!process.argv.includes('--check')) {
    await writeFile(file, text);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${path.slice(3)} is out of date. Run: npm run schema`);
    process.exitCode = 1;
  }
}
