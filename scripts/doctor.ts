import { Command } from 'commander';
import { redactText } from '../src/platform/telemetry/logging.ts';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';

/** Looks at what a server needs and says what to do for each thing that is wrong. */

const FAULT_FOUND = 1;

const program = new Command('doctor')
  .description(
    'Checks Node, settings, data folder, database, migrations, Redis, model and disk. Changes nothing.',
  )
  .option('--json', 'print one JSON object')
  .action(async ({ json }: { json?: true }) => {
    const findings = await examine();
    const faults = findings.filter(({ state }) => state === 'fault').length;
    const report = json === true ? JSON.stringify({ ok: faults === 0, findings }) : describe(findings);
    console.log(redactText(report));
    process.exitCode = faults === 0 ? 0 : FAULT_FOUND;
  });

await program.parseAsync();

function describe(findings: readonly Finding[]): string {
  const lines = findings.map(({ part, state, message, remedy }) => {
    const line = `${state.padEnd(5)}  ${part.padEnd(11)}  ${message}`;
    return remedy === undefined ? line : `${line}\n${' '.repeat(20)}-> ${remedy}`;
  });
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  return `${lines.join('\n')}\n\n${count('fault')} faults, ${count('warn')} warnings`;
}
