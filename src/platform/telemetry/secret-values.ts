import { type Environment, listSettings } from '../settings/read-settings.ts';
import type { SettingsSection } from '../settings/setting.ts';

/** What is shorter is found in too many texts that have nothing to do with it. */
const SHORTEST = 8;
const REDACTED = '[redacted]';

/** What this process must not write anywhere; undefined: nothing. */
let pattern: RegExp | undefined;

/**
 * The values of the secret settings, as they can turn up in a text: each as it is, the parts of a list, and the password of an
 * address. A password that is also another part of its address, such as the user's name, is none.
 */
export function listSecretValues(
  sections: readonly SettingsSection[],
  environment: Environment,
): readonly string[] {
  const values = sections
    .flatMap(listSettings)
    .filter(({ isSecret }) => isSecret === true)
    .flatMap(({ variable }) => environment[variable] ?? [])
    .flatMap((text) => [text, ...text.split(',').map((part) => part.trim()), ...passwordsIn(text)]);
  return [...new Set(values)].filter((value) => value.length >= SHORTEST);
}

function passwordsIn(text: string): readonly string[] {
  if (!URL.canParse(text)) return [];
  const { password, username, hostname, pathname } = new URL(text);
  const others = [username, hostname, pathname.slice(1)];
  return others.includes(password) ? [] : [password, decode(password)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Has these values taken out of everything that the process writes: its log, traces, errors and audit log. It holds for the
 * process as a whole, as its settings do: whoever writes a text need not be handed what must not stand in it.
 */
export function keepSecrets(values: readonly string[]): void {
  const spellings = values.flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
  ]);
  const longestFirst = [...new Set(spellings)].sort((left, right) => right.length - left.length);
  pattern = values.length === 0 ? undefined : new RegExp(longestFirst.map(escapeForPattern).join('|'), 'g');
}

/** A text without the values that were given to {@link keepSecrets}. */
export function redactSecrets(text: string): string {
  return pattern === undefined ? text : text.replace(pattern, REDACTED);
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
