import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const BASE = join(ROOT, 'deploy/kubernetes/base');
export const PRODUCTION = join(ROOT, 'deploy/kubernetes/overlays/production');

const KubernetesObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** A Kubernetes object of whose other fields nothing is known yet. */
export type KubernetesObject = z.output<typeof KubernetesObject>;

/** The objects of a YAML text. @throws where it is not YAML (a doubled key included) or something in it is no object of Kubernetes. */
export function parseObjects(yaml: string): KubernetesObject[] {
  return parseAllDocuments(yaml, { uniqueKeys: true }).map((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    return KubernetesObject.parse(document.toJS());
  });
}

/** The objects in the files of a folder, those for kustomize itself left out. */
export function readObjects(folder: string): KubernetesObject[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
    .flatMap((file) => parseObjects(readFileSync(join(folder, file), 'utf8')));
}

/** The one object of a kind and name. @throws where it is not there. */
export function findObject(
  objects: readonly KubernetesObject[],
  kind: string,
  name = 'marquee',
): KubernetesObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} named ${name}`);
  return found;
}
