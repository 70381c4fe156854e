import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type KubernetesObject, ROOT } from './manifests.ts';

const require = createRequire(import.meta.url);

/**
 * What is wrong with the objects, by Kubernetes' own OpenAPI definitions as the package kubernetes-models has them: an
 * empty list where every field is known, has the right type, format and value, and none that is required lacks.
 *
 * The package's validators know types, formats and required fields, and let unknown fields pass. Its type declarations
 * know every field: the compiler, given the objects as literals, refuses a field that is not declared.
 */
export async function findSchemaFaults(objects: readonly KubernetesObject[]): Promise<string[]> {
  const invalid = await Promise.all(objects.map(validate));
  return [...invalid.flat(), ...(await compile(objects))];
}

async function validate(object: KubernetesObject): Promise<string[]> {
  const loaded: Record<string, unknown> = await import(modulePath(object));
  const Kind = loaded[object.kind];
  if (!isModel(Kind)) return [`${object.apiVersion} has no ${object.kind}`];
  try {
    new Kind(object).validate();
    return [];
  } catch (error) {
    return [`${describe(object)}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function isModel(value: unknown): value is new (data: unknown) => { validate(): void } {
  return typeof value === 'function' && 'validate' in value.prototype;
}

async function compile(objects: readonly KubernetesObject[]): Promise<string[]> {
  const cache = join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'manifests-'));
  try {
    const statements = objects.map((object, index) => {
      const type = `import('${modulePath(object)}').I${object.kind}`;
      return `export const object${index}: ${type} = ${JSON.stringify(object)}; // ${describe(object)}`;
    });
    await writeFile(join(folder, 'manifests.mts'), statements.join('\n'));
    const options = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      types: [],
      skipLibCheck: true,
      exactOptionalPropertyTypes: true,
    };
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['manifests.mts'] }),
    );
    return (await runCompiler(folder)).map((line) => locate(line, objects));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function runCompiler(project: string): Promise<string[]> {
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [compiler, '--pretty', 'false', '-p', project], (error, stdout) => {
      const faults = stdout.split('\n').filter((line) => line.includes('error TS'));
      if (error !== null && faults.length === 0) reject(error);
      else resolve(faults);
    });
  });
}

/** The compiler names a line of the generated file: the line's object says more. */
function locate(line: string, objects: readonly KubernetesObject[]): string {
  const [, number = '', message = line] = /\((\d+),\d+\): error TS\d+: (.*)$/.exec(line) ?? [];
  const object = objects[Number(number) - 1];
  return object === undefined ? line : `${describe(object)}: ${message}`;
}

function modulePath({ apiVersion, kind }: KubernetesObject): string {
  return `kubernetes-models/${apiVersion}/${kind}`;
}

function describe({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}
