import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../../config.ts';
import { redactSecrets } from './secret-values.ts';

/** Fields whose values are secrets wherever they are logged, one level deep and two. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'token',
  'apiKey',
  'secret',
  'databaseUrl',
  'redisUrl',
  'connectionString',
];

const REDACTED_PATHS = [
  ...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  '*["set-cookie"]',
  '*.headers["set-cookie"]',
  '*.headers["x-api-key"]',
];

/** Secrets inside texts, such as an error's message: the password of an address, a bearer token, a model provider's key. */
const SECRETS_IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:/@"\\]*):[^\s/"\\]*@/gi, '$1:[redacted]@'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [redacted]'],
  [/\bsk-[\w-]{8,}/g, '[redacted]'],
  [/\b(password|api[_-]?key)=[^\s&"\\]+/gi, '$1=[redacted]'],
];

/** A line of log without the secrets that texts in it hold: those of the settings by their values, others by their form. */
export function redactText(line: string): string {
  const known = redactSecrets(line);
  return SECRETS_IN_TEXT.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), known);
}

/**
 * The process's logger: JSON lines on standard output, readable lines where a developer sits before a terminal.
 * @param destination where the lines go instead, for tests
 * @param fieldsNow what each line says of the moment, such as the running trace
 */
export async function createLogger(
  config: Pick<Config, 'environment' | 'logLevel'>,
  destination?: DestinationStream,
  fieldsNow?: () => Readonly<Record<string, string>>,
): Promise<Logger> {
  const options: LoggerOptions = {
    level: config.logLevel,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    hooks: { streamWrite: redactText },
    timestamp: stdTimeFunctions.isoTime,
    base: { pid: process.pid },
    formatters: { level: (label) => ({ level: label }) },
    ...(fieldsNow && { mixin: () => ({ ...fieldsNow() }) }),
  };
  if (destination !== undefined) return pino(options, destination);
  if (config.environment === 'development' && process.stdout.isTTY) {
    const { default: pretty } = await import('pino-pretty');
    return pino(options, pretty({ sync: true, ignore: 'pid', translateTime: 'SYS:HH:MM:ss' }));
  }
  return pino(options);
}
