import { expect, it } from 'vitest';
import { judgeLock } from './judge-lock.ts';

const SOUND = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };
const faultsOf = (fields: object) =>
  judgeLock({ packages: { 'node_modules/a': { ...SOUND, ...fields } } }).faults;

it.each([
  [{}],
  [{ license: '(MIT OR GPL-3.0)' }],
  [{ license: '(MIT AND Zlib)' }],
  [{ license: 'MPL-2.0', dev: true }],
  [{ integrity: undefined, inBundle: true }],
  [{ integrity: undefined, dev: true, optional: true }],
])('takes %j', (fields) => {
  expect(faultsOf(fields)).toEqual([]);
});

it.each([
  [{ license: 'GPL-3.0' }, /license GPL-3.0/],
  [{ license: '(MIT AND GPL-3.0)' }, /license/],
  [{ license: undefined }, /license \(none\)/],
  [{ license: 'MPL-2.0' }, /license MPL-2.0/],
  [{ integrity: undefined }, /not pinned/],
  [{ hasInstallScript: true }, /runs a script/],
])('refuses %j', (fields, message) => {
  expect(faultsOf(fields)).toEqual([expect.stringMatching(message)]);
});
