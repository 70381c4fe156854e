// TypeGraphQL's decorators ask for it when their files are loaded: before everything else.
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { openAccess } from '../../src/capabilities/access/access.ts';
import { createPermissions } from '../../src/capabilities/access/contract.ts';
import { accessSettings } from '../../src/capabilities/access/settings.ts';
import { readConfig } from '../../src/config.ts';
import { createMailer } from '../../src/platform/mail/index.ts';
import { openStorage } from '../../src/platform/storage/open.ts';

/** What access costs a topPerformers request that comes from memory: node --import tsx scripts/bench/access.ts */
const QUERY = '{ topPerformers(campaignId: "summer-glow-2026") { rank influencerId views engagementRate } }';
const RUNS = 20_000;

const folder = await mkdtemp(join(tmpdir(), 'marquee-bench-'));
const logger = pino({ level: 'silent' });
const config = readConfig({
  DATA_DIR: folder,
  LOG_LEVEL: 'silent',
  CLIENT_COST_PER_MINUTE: '0',
  ORGANIZATION_COST_PER_MINUTE: '0',
});
const storage = await openStorage(config, logger);
if (storage.taken !== undefined) throw new Error('the folder is new');
const app = await createApp({ config, logger, storage });
const post = (query: string, token?: string) =>
  app.http.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      host: 'localhost',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    payload: { query },
  });
const made: { data: { createApiToken: { token: string } } } = (
  await post('mutation { createApiToken(input: { name: "bench", scopes: [READ] }) { token } }')
).json();
const { token } = made.data.createApiToken;

/** Microseconds of CPU each, of the better of three rounds. */
async function cost(runs: number, work: () => unknown): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const before = process.cpuUsage();
    for (let run = 0; run < runs; run += 1) await work();
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / runs);
  }
  return Math.min(...rounds.slice(1));
}

const request = await cost(RUNS / 4, () => post(QUERY, token));
const access = await openAccess({
  config,
  settings: config.section(accessSettings),
  database: storage.database,
  redis: undefined,
  logger,
  findKinds: () => ({}),
  findNodes: () => [],
  findOrganizationData: () => [],
  mailer: createMailer({ ...config.mail, logger }),
});
const headers = { host: 'localhost', authorization: `Bearer ${token}` };
const letIn = await cost(RUNS, () => access.createContext({ id: 'bench', ip: '127.0.0.1', headers }));
const departments = Array.from({ length: 5_000 }, (_unused, index) => `department ${index}`);
const permissions = createPermissions({
  organizationRoles: [],
  departmentRoles: departments.map((departmentId) => ({ departmentId, role: 'VIEWER' as const })),
  grants: [],
});
let allowed = 0;
const many = 1_000;
const decision =
  (await cost(RUNS / 10, () => {
    for (let count = 0; count < many; count += 1) {
      if (
        permissions.allows('READ', {
          resource: 'CAMPAIGN',
          id: 'c',
          departmentId: departments[count] ?? null,
        })
      )
        allowed += 1;
    }
  })) / many;
if (allowed === 0) throw new Error('nothing was decided');
const share = (part: number) =>
  `${part.toFixed(3)} us, ${((part / request) * 100).toFixed(2)} % of a request`;
console.log(`a topPerformers request from memory, with an API token: ${request.toFixed(1)} us of CPU`);
console.log(`letting its token in, and making its context:           ${share(letIn)}`);
console.log(`a decision, among 5,000 departments:                    ${share(decision)}`);
await access.close();
await app.close();
await rm(folder, { recursive: true, force: true });
