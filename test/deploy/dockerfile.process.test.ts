import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Copy, DockerfileParser, type From, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './manifests.ts';

const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

/** The instructions of each stage, by the stage's name. */
function readStages(dockerfile: string): Map<string, Instruction[]> {
  const stages = new Map<string, Instruction[]>();
  let current: Instruction[] = [];
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    if (isFrom(instruction)) {
      current = [];
      stages.set(instruction.getBuildStage() ?? '', current);
    } else current.push(instruction);
  }
  return stages;
}

const isFrom = (instruction: Instruction): instruction is From => instruction.getKeyword() === 'FROM';
const isCopy = (instruction: Instruction): instruction is Copy => instruction.getKeyword() === 'COPY';

const stages = readStages(text);
const stage = (name: string): Instruction[] => {
  const found = stages.get(name);
  if (found === undefined) throw new Error(`there is no stage ${name}`);
  return found;
};
const texts = (name: string, keyword: string): string[] =>
  stage(name)
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? '');

describe('Dockerfile', () => {
  it('is one that Docker accepts', () => {
    expect(validate(text).map(({ message }) => message)).toEqual([]);
    expect(validate(text.replace('WORKDIR', 'WORKDR')).length, 'a planted fault is caught').toBeGreaterThan(
      0,
    );
  });

  it('leaves to the image production dependencies and the compiled server only', () => {
    expect([...stages.keys()].at(-1)).toBe('runtime');
    expect(texts('dependencies', 'RUN').join()).toContain('npm ci --omit=dev');
    const copied = stage('runtime')
      .filter(isCopy)
      .map((copy) => [copy.getFromFlag()?.getValue(), ...copy.getArguments().map(String)]);
    expect(copied).toEqual([
      [undefined, 'package.json', './'],
      ['dependencies', '/app/node_modules/', 'node_modules/'],
      ['dependencies', '/app/sbom.cdx.json', './'],
      ['build', '/app/dist/', 'dist/'],
    ]);
  });

  it('runs as a user that is not root, named by number', () => {
    const [user = '', ...others] = texts('runtime', 'USER');
    expect(others).toEqual([]);
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it.each([
    ['is healthy where /livez answers', 200, 0],
    ['is not where it does not', 503, 1],
  ])('%s', async (_name, status, exitCode) => {
    const [check = ''] = texts('runtime', 'HEALTHCHECK');
    const Command = z.tuple([z.literal('node'), z.literal('-e'), z.string()]);
    const [, ...args] = Command.parse(JSON.parse(check.slice(check.indexOf('['))));
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/livez' ? status : 404).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const { port } = z.object({ port: z.number() }).parse(server.address());
      const probe = spawn(process.execPath, args, { env: { PORT: String(port) } });
      expect(await once(probe, 'exit')).toEqual([exitCode, null]);
    } finally {
      server.close();
    }
  });

  it('starts node itself, so that SIGTERM reaches it, on a version that the project supports', () => {
    const [start = ''] = texts('runtime', 'CMD');
    expect(JSON.parse(start)).toEqual(['node', '--enable-source-maps', 'dist/src/main.js']);
    expect(text).toMatch(/^ARG NODE_IMAGE=node:2[0-9]-bookworm-slim$/m);
  });

  it('copies nothing that .dockerignore holds back', () => {
    const allowed = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = ['build', 'dependencies', 'runtime'].flatMap((name) =>
      stage(name)
        .filter(isCopy)
        .filter((copy) => copy.getFromFlag() === null)
        .flatMap((copy) => copy.getArguments().map(String).slice(0, -1)),
    );
    for (const source of sources) {
      expect(allowed, source).toContain(source);
      expect(existsSync(join(ROOT, source)), source).toBe(true);
    }
  });

  it('is what docker compose builds', () => {
    expect(parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'))).toMatchObject({
      services: { server: { build: '.' } },
    });
  });
});
