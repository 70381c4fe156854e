import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as schemaEngine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../test/databases.ts';
import { type Database, statement } from './database.ts';
import { openPostgres } from './postgres/postgres.ts';

const COLUMNS = statement(
  'test_columns',
  `select table_name || '.' || column_name as column, udt_name as type, is_nullable as nullable,
          datetime_precision as precision
     from information_schema.columns
    where table_schema = 'public' and table_name <> '_prisma_migrations'
      and table_name in (select relname from pg_class where relkind in ('r', 'p') and not relispartition) order by 1`,
);

/** Primary keys, unique keys, indexes and foreign keys, by what they say and not by who wrote them. */
const KEYS = statement(
  'test_keys',
  `select regexp_replace(replace(indexdef, '"', ''), ' COLLATE C| (ONLY )?public.', ' ', 'g') as key from pg_indexes
    where schemaname = 'public' and tablename <> '_prisma_migrations'
    union all
   select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace
    order by 1`,
);

let migrated: Awaited<ReturnType<typeof createPostgresDatabase>>;
let modelled: Awaited<ReturnType<typeof createPostgresDatabase>>;
let fromMigrations: Database;
let fromModels: Database;

beforeAll(async () => {
  [migrated, modelled] = await Promise.all([createPostgresDatabase(), createPostgresDatabase()]);
  fromMigrations = openPostgres(migrated.url, silentLogger);
  fromModels = openPostgres(modelled.url, silentLogger);
  await fromModels.execute('drop schema public cascade; create schema public');
  await fromModels.execute(await writeSqlOfModels(modelled.url));
});

afterAll(async () => {
  await Promise.all([fromMigrations.close(), fromModels.close()]);
  await Promise.all([migrated.drop(), modelled.drop()]);
});

it('gives the migrated database the columns of prisma/schema.prisma, with their types', async () => {
  expect(await fromMigrations.query(COLUMNS)).toEqual(await fromModels.query(COLUMNS));
});

it('gives it every key and index of prisma/schema.prisma', async () => {
  const present = await fromMigrations.query<{ key: string }>(KEYS);
  const wanted = await fromModels.query<{ key: string }>(KEYS);
  expect(wanted.length).toBeGreaterThan(10);
  expect(present.map(({ key }) => key)).toEqual(expect.arrayContaining(wanted.map(({ key }) => key)));
});

/** What Prisma itself would write for the models: its schema engine, as WebAssembly, needs no download. */
async function writeSqlOfModels(url: string): Promise<string> {
  const path = 'prisma/schema.prisma';
  const content = await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
  await loadEngine();
  const engine = await schemaEngine.SchemaEngine.new(
    { datamodels: [[path, content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url })),
  );
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path, content }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}

/** As the package's own entry does it, which asks Node to load WebAssembly as a module. */
async function loadEngine(): Promise<void> {
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(file.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': { ...schemaEngine },
  });
  schemaEngine.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
}
