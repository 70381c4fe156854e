import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';

/**
 * graphql-core comes from Python's own registry, which a machine may not reach: without it this is skipped, also in CI, and says so.
 * That the introspection has nothing that graphql-core cannot read is held in src/transports/http too.
 */
const lacking = spawnSync('python3', ['-c', 'import graphql'], { encoding: 'utf8' });
const reason =
  lacking.status === 0
    ? undefined
    : `skipped: ${lacking.error?.message ?? lacking.stderr.trim().split('\n').at(-1)} (pip install graphql-core)`;

describe('Python', () => {
  it('builds the schema with graphql-core, asks, and follows a brief to its end', (test) => {
    test.skip(reason !== undefined, reason);
    const { status, stdout, stderr } = spawnSync('python3', [join(import.meta.dirname, 'python.client.py')], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, MARQUEE_URL: inject('url') },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ types, \d+ events\n$/);
  });
});
