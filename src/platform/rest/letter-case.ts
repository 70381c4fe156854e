import { CallerError } from '../../errors.ts';

const MOST_LEVELS = 32;

/**
 * JSON with the names of its fields in camelCase, whether they came so or in snake_case.
 * @throws CallerError BAD_USER_INPUT where a field came in both, or the JSON is nested too deeply
 */
export function toCamelCaseKeys(value: unknown, level = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (level === MOST_LEVELS) {
    throw new CallerError('BAD_USER_INPUT', `The JSON is nested more than ${MOST_LEVELS} levels deep.`);
  }
  if (Array.isArray(value)) return value.map((item) => toCamelCaseKeys(item, level + 1));
  const fields = new Map<string, unknown>();
  for (const [name, field] of Object.entries(value)) {
    const camelCase = toCamelCase(name);
    if (fields.has(camelCase)) {
      throw new CallerError('BAD_USER_INPUT', `${camelCase} was sent twice, also as ${name}: send it once.`, {
        fields: [camelCase],
      });
    }
    fields.set(camelCase, toCamelCaseKeys(field, level + 1));
  }
  return Object.fromEntries(fields);
}

/** The name of an enum's value however it is written: "App installs", "app-installs" and "APP_INSTALLS" are one. */
export function toEnumName(text: string): string {
  return text
    .trim()
    .replace(/[\s-]+/g, '_')
    .toUpperCase();
}

function toCamelCase(name: string): string {
  return /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(name)
    ? name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
    : name;
}
