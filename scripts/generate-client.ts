import { spawnSync } from 'node:child_process';

// Prisma asks for a schema engine before it generates, and would download one. Generating does not run it, so any
// executable will do: this needs no other host.
const { status } = spawnSync('npx', ['prisma', 'generate'], {
  stdio: 'inherit',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
});
process.exitCode = status ?? 1;
