import { CAPABILITIES } from './app.ts';
import { type Config, PLATFORM_SETTINGS, readConfig } from './config.ts';
import { type Environment, listSettings } from './platform/settings/read-settings.ts';
import type { Setting, SettingsSection } from './platform/settings/setting.ts';
import { keepSecrets } from './platform/telemetry/secret-values.ts';

const CAPABILITY_SETTINGS: readonly SettingsSection[] = CAPABILITIES.flatMap(
  ({ settings }) => settings ?? [],
);

/**
 * Every setting, of the server and of all capabilities. What the secret ones hold is written nowhere from then on.
 * @throws ConfigError that names every wrong one
 */
export function readAppConfig(environment?: Environment): Config {
  const config = readConfig(environment, CAPABILITY_SETTINGS);
  keepSecrets(config.secretValues);
  return config;
}

/** Every setting with its notes, in the order in which they are documented. */
export function listAppSettings(): Setting<unknown>[] {
  return [...PLATFORM_SETTINGS, ...CAPABILITY_SETTINGS].flatMap(listSettings);
}
