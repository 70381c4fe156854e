import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';

/** Holds the reader to fast-csv and to an independent count on public exports that are not part of this project. */
new Command('test:exports')
  .argument(
    '<folder>',
    'where the exports are that src/capabilities/imports/run/public-exports.fixture.ts names',
  )
  .action((folder: string, _options: unknown, command: Command) => {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
      command.error(`${folder} is not a folder.`);
    const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', 'public-exports'], {
      env: { ...process.env, EXPORTS_FOLDER: resolve(folder) },
      stdio: 'inherit',
    });
    process.exitCode = status ?? 1;
  })
  .parse();
