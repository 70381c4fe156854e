import type { Config } from '../../config.ts';
import { ConfigError, type ConfigFault } from '../settings/read-settings.ts';
import type { CapabilityDefinition } from './capability.ts';

/**
 * Refuses settings that are right each by itself and wrong together, before a server opens anything.
 * @throws ConfigError
 */
export function checkServing(definitions: readonly CapabilityDefinition[], config: Config): void {
  const faults: ConfigFault[] = definitions.flatMap(
    (definition) =>
      definition.checkServing?.(definition.settings && config.section(definition.settings), config) ?? [],
  );
  if (faults.length > 0) throw new ConfigError(faults);
}
