import type { Setting, SettingsSection } from './setting.ts';

/** Environment variables, or what stands for them in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is wrong, with what it held and what it takes. */
export interface ConfigFault {
  readonly variable: string;
  readonly held: string;
  readonly takes: string;
}

/** Thrown with every fault at once; its message is ready to print. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.variable} is ${fault.held}; it takes ${fault.takes}.`);
    super(`${faults.length === 1 ? 'A setting is' : 'Settings are'} wrong:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads and checks the settings of one section. An empty variable counts as not set.
 * @throws ConfigError that names every wrong variable of the section
 */
export function readSection<Values>(section: SettingsSection<Values>, environment: Environment): Values {
  const faults = findFaults(section, environment);
  if (faults.length > 0) throw new ConfigError(faults);
  const values: Partial<Values> = {};
  for (const name in section) values[name] = section[name].schema.parse(textOf(section[name], environment));
  return complete(values);
}

/** What is wrong with the settings of a section, in the order in which they are declared. */
export function findFaults(section: SettingsSection, environment: Environment): ConfigFault[] {
  return listSettings(section).flatMap((setting) => {
    const text = textOf(setting, environment);
    if (setting.schema.safeParse(text).success) return [];
    return [{ variable: setting.variable, held: describeHeld(setting, text), takes: setting.takes }];
  });
}

/** The settings of a section, in the order in which they are declared and documented. */
export function listSettings(section: SettingsSection): Setting<unknown>[] {
  return Object.values<Setting<unknown>>(section);
}

/** Every name of the section was given its value. */
function complete<Values>(values: Partial<Values>): Values;
function complete(values: unknown): unknown {
  return values;
}

function textOf({ variable }: Setting<unknown>, environment: Environment): string | undefined {
  return environment[variable] || undefined;
}

function describeHeld({ isSecret }: Setting<unknown>, text: string | undefined): string {
  if (text === undefined) return 'not set';
  return isSecret === true ? 'set to something else (not shown: it may hold a secret)' : JSON.stringify(text);
}
