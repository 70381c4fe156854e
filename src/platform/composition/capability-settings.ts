import type { Config } from '../../config.ts';
import type { CapabilityDefinition } from './capability.ts';

/** The settings of a capability; one that declares none is given none. */
export function readSettings<Values>(definition: CapabilityDefinition<Values>, config: Config): Values;
export function readSettings({ settings }: CapabilityDefinition, config: Config): unknown {
  return settings === undefined ? {} : config.section(settings);
}
