import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';

/**
 * graphql-core comes from Python's own registry, which a machine need not reach: where it is missing the test is skipped, in CI too,
 * and says why. What graphql-core could not read, test/graph/schema-rules.test.ts refuses without it.
 */
const lookup = spawnSync('python3', ['-c', 'import graphql'], { encoding: 'utf8' });
const isThere = lookup.status === 0;
const reason = isThere
  ? ''
  : `: skipped, ${lookup.error?.message ?? lookup.stderr.trim().split('\n').at(-1)} (pip install graphql-core)`;

describe('Python', () => {
  it.skipIf(!isThere)(
    `builds the schema with graphql-core, asks, and follows a brief to its end${reason}`,
    () => {
      const { status, stdout, stderr } = spawnSync(
        'python3',
        [join(import.meta.dirname, 'python.client.py')],
        {
          encoding: 'utf8',
          env: { PATH: process.env.PATH, MARQUEE_URL: inject('url') },
        },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^\d+ types, \d+ events\n$/);
    },
  );
});
