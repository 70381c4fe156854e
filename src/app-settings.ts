import { CAPABILITIES } from './app.ts';
import { type Config, PLATFORM_SETTINGS, readConfig } from './config.ts';
import { type Environment, listSettings } from './platform/settings/read-settings.ts';
import type { Setting, SettingsSection } from './platform/settings/setting.ts';

const CAPABILITY_SETTINGS: readonly SettingsSection[] = CAPABILITIES.flatMap(
  ({ settings }) => settings ?? [],
);

/** Every setting, of the server and of all capabilities. @throws ConfigError that names every wrong one */
export function readAppConfig(environment?: Environment): Config {
  return readConfig(environment, CAPABILITY_SETTINGS);
}

/** Every setting with its notes, in the order in which they are documented. */
export function listAppSettings(): Setting<unknown>[] {
  return [...PLATFORM_SETTINGS, ...CAPABILITY_SETTINGS].flatMap(listSettings);
}
