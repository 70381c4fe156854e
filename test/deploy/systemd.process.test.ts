import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { ROOT } from './manifests.ts';

const unit = readFileSync(join(ROOT, 'deploy/systemd/marquee.service'), 'utf8');
const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

const hasAnalyzer = spawnSync('systemd-analyze', ['--version']).status === 0;

/** Asks systemd about a unit; its ExecStart names this machine's node, wherever that is. */
function analyze(text: string, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-unit-'));
  try {
    const file = join(folder, 'marquee.service');
    writeFileSync(file, text.replace('/usr/bin/node', process.execPath));
    const { status, stderr } = spawnSync('systemd-analyze', [...args, file], { encoding: 'utf8' });
    return { status, stderr: stderr.split('\n').filter((line) => line.includes('marquee.service')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the systemd unit', () => {
  it('starts the compiled server with settings that it accepts, and leaves it time to end', () => {
    expect(value('ExecStart')).toBe('/usr/bin/node --enable-source-maps dist/src/main.js');
    const settings = Object.fromEntries(
      value('Environment')
        .split(' ')
        .map((pair) => pair.split('=')),
    );
    const config = readConfig(settings);
    expect(config).toMatchObject({ environment: 'production', dataDir: '/var/lib/marquee' });
    expect(value('StateDirectory')).toBe('marquee');
    expect(Number(value('TimeoutStopSec'))).toBeGreaterThan(config.shutdownGraceSeconds);
    expect(value('RestartPreventExitStatus'), 'a wrong setting ends the process with 2').toBe('2');
  });

  it('runs without root, capabilities, or a writable system', () => {
    expect(value('DynamicUser')).toBe('yes');
    expect(value('NoNewPrivileges')).toBe('yes');
    expect(value('CapabilityBoundingSet')).toBe('');
    expect(value('ProtectSystem')).toBe('strict');
  });

  it('lets V8 compile, and the server talk over the network and its Unix socket', () => {
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute=yes/m);
    expect(value('RestrictAddressFamilies').split(' ')).toEqual(['AF_INET', 'AF_INET6', 'AF_UNIX']);
  });

  it.runIf(hasAnalyzer)('is one that systemd accepts (runs where systemd-analyze is installed)', () => {
    expect(analyze(unit, 'verify')).toEqual({ status: 0, stderr: [] });
    const planted = analyze(unit.replace('PrivateTmp=', 'PrivateTemp='), 'verify');
    expect(planted.stderr.join()).toContain('PrivateTemp');
  });

  it.runIf(hasAnalyzer)('is exposed by 2.0 of 10 at most (runs where systemd-analyze is installed)', () => {
    expect(analyze(unit, 'security', '--offline=true', '--threshold=20').status).toBe(0);
    expect(
      analyze('[Service]\nExecStart=/bin/true\n', 'security', '--offline=true', '--threshold=20').status,
    ).not.toBe(0);
  });
});
