import { PLATFORM_NAMES } from '../briefs/brief-search.ts';

const NAMES: Readonly<Record<string, string>> = PLATFORM_NAMES;

/** A platform in words: the graph has it in capitals, and others than those that are known. */
export function namePlatform(platform: string): string {
  return NAMES[platform] ?? platform.replace(/(?<=\w)\w*/g, (rest) => rest.toLowerCase());
}
