import { spawnSync } from 'node:child_process';

/** Prisma's client, made anew from prisma/schema.prisma; with --check, whether the committed one is the same. */
const { status } = spawnSync('npx', ['prisma', 'generate'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  // Prisma asks for a schema engine before it generates, and would download one. Generating does not run it, so any
  // executable will do: this needs no other host.
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
});
process.exitCode = status ?? 1;

if (process.exitCode === 0 && process.argv.includes('--check')) {
  const changed = spawnSync('git', ['status', '--porcelain', '--', 'src/platform/storage/generated'], {
    encoding: 'utf8',
  });
  if (changed.stdout.trim() !== '') {
    console.error(
      `The Prisma client was not what prisma/schema.prisma says, and is now. Commit:\n${changed.stdout}`,
    );
    process.exitCode = 1;
  }
}
