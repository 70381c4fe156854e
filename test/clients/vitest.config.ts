import { transformAsync } from '@babel/core';
import { defineConfig, type Plugin } from 'vitest/config';
import { ClosingLine } from '../closing-line.reporter.ts';

/** Relay's tags are made into imports of what its compiler wrote, as its users' build does. */
const relay: Plugin = {
  name: 'relay',
  enforce: 'post',
  async transform(code, id) {
    if (!id.includes('/clients/relay/') || !code.includes('graphql`')) return undefined;
    const transformed = await transformAsync(code, {
      filename: id,
      cwd: import.meta.dirname,
      babelrc: false,
      configFile: false,
      plugins: ['relay'],
      sourceMaps: true,
    });
    return transformed?.code == null ? undefined : { code: transformed.code, map: transformed.map };
  },
};

/** A root of its own: the clients are loaded from this folder's packages, as Node loads them, without the server's aliases. */
export default defineConfig({
  plugins: [relay],
  test: {
    root: import.meta.dirname,
    include: ['**/*.client.test.ts'],
    globalSetup: ['server.setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default', new ClosingLine()],
  },
});
