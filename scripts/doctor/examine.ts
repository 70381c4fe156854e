import { resolve } from 'node:path';
import { briefSettings } from '../../src/capabilities/briefs/settings.ts';
import { checkDataDir, nearestExisting } from './data-dir.ts';
import { checkEmbedded, checkPostgres } from './database.ts';
import { checkDisk } from './disk.ts';
import type { Finding } from './finding.ts';
import { checkModel } from './model.ts';
import { checkNode } from './node.ts';
import { checkRedis } from './redis.ts';
import { checkSettings } from './settings.ts';

/**
 * Looks at everything that a server needs, part by part, and changes nothing.
 * @param environment the settings; by default those of this process and of .env
 */
export async function examine(
  environment?: Readonly<Record<string, string | undefined>>,
  nodeVersion: string = process.versions.node,
): Promise<readonly Finding[]> {
  const { config, findings } = checkSettings(environment);
  const first = [checkNode(nodeVersion), ...findings];
  if (config === undefined) return first;
  const { databaseUrl, databaseConnections, dataDir, redisUrl } = config;
  const [database, redis, model] = await Promise.all([
    databaseUrl === undefined ? examineEmbedded(dataDir) : checkPostgres(databaseUrl, databaseConnections),
    checkRedis(redisUrl),
    checkModel(config.section(briefSettings)),
  ]);
  return [...first, ...database, redis, model];
}

async function examineEmbedded(dataDir: string): Promise<Finding[]> {
  const { finding, state } = await checkDataDir(dataDir);
  if (state === 'unfit') return [finding];
  const disk = await checkDisk(await nearestExisting(resolve(dataDir)));
  if (state !== 'free') return [finding, disk];
  return [finding, ...(await checkEmbedded(dataDir)), disk];
}
