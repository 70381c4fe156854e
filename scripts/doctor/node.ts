import type { Finding } from './finding.ts';

/** As in package.json's engines, and the newest one that the tests run on. */
const OLDEST = [20, 19] as const;
const NEWEST_TESTED = 24;

/** @param version as in process.versions.node */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return {
      part: 'node',
      state: 'fault',
      message: `This is Node ${version}; Marquee needs ${OLDEST.join('.')} or newer.`,
      remedy: `Install Node ${NEWEST_TESTED}, then run npm install again.`,
    };
  }
  if (major > NEWEST_TESTED) {
    return {
      part: 'node',
      state: 'warn',
      message: `This is Node ${version}; Marquee is tested on ${oldestMajor} and ${NEWEST_TESTED}.`,
      remedy: `Take Node ${NEWEST_TESTED} where something is odd.`,
    };
  }
  return { part: 'node', state: 'ok', message: `Node ${version}` };
}
