import type { Capability, CapabilityDefinition, Platform } from './capability.ts';
import { readSettings } from './capability-settings.ts';
import { type Contribution, collectContributions } from './contributions.ts';

/** Every capability at work. */
export interface OpenCapabilities {
  /** In the order in which they were opened. */
  readonly list: readonly Capability[];
  /** Closes them, the last opened first; every one is closed, whatever another one throws. */
  close(): Promise<void>;
}

/**
 * Opens capabilities one after another: each finds those that it builds on open. Where one cannot be opened, those before
 * are closed again.
 */
export async function openCapabilities(
  definitions: readonly CapabilityDefinition[],
  base: Omit<Platform, 'use' | 'contributionsTo'>,
): Promise<OpenCapabilities> {
  const opened = new Map<CapabilityDefinition, Capability>();
  const contributions: Contribution[] = [];
  const platform: Platform = {
    ...base,
    use: (definition) => findApi(opened, definition),
    contributionsTo: (point) => collectContributions(contributions, point),
  };
  const close = async () => {
    const closings = [...opened.values()].reverse();
    const errors: unknown[] = [];
    for (const capability of closings) {
      await capability.close?.().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw new AggregateError(errors, 'capabilities could not be closed');
  };
  for (const definition of definitions) {
    try {
      const capability = await openOne(definition, platform);
      opened.set(definition, capability);
      contributions.push(...(capability.contributions ?? []));
    } catch (error) {
      await close();
      throw error;
    }
  }
  return { list: [...opened.values()], close };
}

async function openOne<Values, Api>(
  definition: CapabilityDefinition<Values, Api>,
  platform: Platform,
): Promise<Capability<Api>> {
  return definition.open(platform, readSettings(definition, platform.config));
}

/** What stands under a definition is what that definition opened. */
function findApi<Api>(
  opened: ReadonlyMap<CapabilityDefinition, Capability>,
  definition: CapabilityDefinition<unknown, Api>,
): Api;
function findApi(
  opened: ReadonlyMap<CapabilityDefinition, Capability>,
  definition: CapabilityDefinition,
): unknown {
  const capability = opened.get(definition);
  if (capability === undefined) {
    throw new Error(
      `The capability ${definition.name} is not open: list it in app.ts before those that use it.`,
    );
  }
  return capability.api;
}
