import { expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { describeOnBothInLongRuns } from '../databases.ts';
import { isLongRun } from '../long-run.ts';
import { importRows } from '../measured-rows.ts';
import { startApp } from '../running-app.ts';
import { AUTH_SECRET, seedAccess } from './people.ts';

const CAMPAIGNS = 4;
const INFLUENCERS = 12;
const [ROUNDS, AT_ONCE] = isLongRun ? [6, 12] : [2, 6];

/** Everything that an organization's rows can come out of. */
const OPERATIONS: readonly { readonly name: string; readonly query: string }[] = [
  {
    name: 'top',
    query:
      'query ($c: ID!) { topPerformers(campaignId: $c, limit: 5) { influencerId campaignId views campaign { id views postCount } influencer { id views campaignCount campaigns(first: 3) { edges { node { campaignId views } } } } posts(first: 2) { edges { node { views hashtags postId } } } } }',
  },
  {
    name: 'page',
    query:
      'query ($c: ID!) { campaign(id: $c) { performers(first: 3, orderBy: VIEWS) { edges { cursor node { influencerId views } } pageInfo { endCursor } } } }',
  },
  {
    name: 'campaign',
    query: 'query ($c: ID!) { campaign(id: $c) { id views influencerCount interactions } }',
  },
  { name: 'campaigns', query: '{ campaigns(first: 50) { edges { cursor node { id views } } } }' },
  { name: 'search', query: '{ campaigns(first: 50, search: "only") { edges { node { id } } } }' },
  {
    name: 'influencer',
    query: '{ influencer(id: "i0") { id views campaigns { edges { node { campaignId views } } } } }',
  },
  {
    name: 'imports',
    query:
      '{ imports(first: 5) { edges { node { id source loadedCount rejectedRows(first: 3) { edges { node { raw } } } } } } }',
  },
  { name: 'near', query: '{ topPerformers(campaignId: "only-of") { views } }' },
  {
    name: 'brief',
    query:
      'mutation ($c: ID!) { generateBrief(input: { brand: "Northwind", product: "Runner", goal: AWARENESS, platform: TIKTOK, campaignId: $c }) { brief { id caption hashtags evidence { summary data } } cache { status } } }',
  },
  {
    name: 'brief of the platform',
    query:
      'mutation { generateBrief(input: { brand: "Northwind", product: "Runner", goal: AWARENESS, platform: TIKTOK }) { brief { id hashtags evidence { summary data } } } }',
  },
  { name: 'briefs', query: '{ briefs(first: 20) { edges { cursor node { id evidence { data } } } } }' },
  { name: 'members', query: '{ members(first: 20) { edges { node { personId email } } } }' },
  { name: 'audit', query: '{ auditLog(first: 20) { edges { node { actorId resourceId details } } } }' },
  {
    name: 'viewer',
    query: '{ viewer { organization { id name } organizations { nodes { id } } } organization { id } }',
  },
];

/** Numbers, names and words of an organization that no other one has. */
interface Team {
  readonly organizationId: string;
  readonly token: string;
  /** Views of this organization are this modulo 10. */
  readonly digit: number;
  readonly word: string;
  readonly personId: string;
}

describeOnBothInLongRuns('two organizations with the same ids', (database) => {
  it('hammered at once see no row, count, suggestion, cursor or cached answer of each other', async () => {
    const seed = seedAccess(database());
    const teams: Team[] = [];
    for (const [digit, word] of [
      [3, 'aardvark'],
      [7, 'zebra'],
    ] as const) {
      const organizationId = await seed.organization(`org-${word}`);
      const personId = await seed.member(organizationId, 'ADMIN');
      const { token } = await seed.signedIn(organizationId, personId);
      teams.push({ organizationId, token, digit, word, personId });
      await importTeam(database(), teams.at(-1));
    }
    const app = await startApp(database(), {
      AUTH_SECRET,
      CLIENT_COST_PER_MINUTE: '0',
      ORGANIZATION_COST_PER_MINUTE: '0',
      ORGANIZATION_MODEL_CALLS_PER_HOUR: '0',
    });
    try {
      const crossings: string[] = [];
      let answers = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const asked = OPERATIONS.flatMap((operation) =>
          Array.from({ length: AT_ONCE }, (_unused, index) => ({
            operation,
            team: teams[index % 2],
            variables: { c: `c${(index + round) % CAMPAIGNS}` },
          })),
        );
        // An import of one in the midst of it voids its answers, and no one else's.
        const importing = importTeam(database(), teams[round % 2], round + 1);
        await Promise.all(
          asked.map(async ({ operation, team, variables }) => {
            if (team === undefined) return;
            const { query } = operation;
            const used = query.includes('$c') ? variables : {};
            const answer = await app.query<unknown>(query, used, team.token);
            answers += 1;
            crossings.push(
              ...findCrossings(answer, team, teams).map(
                (what) => `${operation.name} for ${team.word}: ${what}`,
              ),
            );
            if (operation.name !== 'near' && answer.errors !== undefined)
              crossings.push(`${operation.name}: ${JSON.stringify(answer.errors)}`);
          }),
        );
        await importing;
      }
      expect(crossings).toEqual([]);
      expect(answers).toBe(ROUNDS * OPERATIONS.length * AT_ONCE);
      await exchangeCursors(teams);
    } finally {
      await app.close();
    }

    async function exchangeCursors([one, two]: readonly Team[]) {
      if (one === undefined || two === undefined) throw new Error('two teams');
      const page = `query ($after: String) { campaign(id: "c0") { performers(first: 3, after: $after, orderBy: VIEWS) { edges { cursor node { influencerId views } } } } }`;
      const first = await app.query<{ campaign: { performers: { edges: { cursor: string }[] } } }>(
        page,
        {},
        one.token,
      );
      const cursor = first.data.campaign.performers.edges.at(-1)?.cursor;
      const other = await app.query<unknown>(page, { after: cursor }, two.token);
      expect(findCrossings(other, two, [one, two])).toEqual([]);
      const ids = await app.query<{
        briefs: { edges: { node: { id: string } }[] };
        imports: { edges: { node: { id: string } }[] };
      }>(
        '{ briefs(first: 1) { edges { node { id } } } imports(first: 1) { edges { node { id } } } }',
        {},
        one.token,
      );
      const brief = await app.query<unknown>(
        'query ($id: ID!) { brief(id: $id) { id } }',
        { id: ids.data.briefs.edges[0]?.node.id },
        two.token,
      );
      const run = await app.query<unknown>(
        'query ($id: ID!) { import(id: $id) { id } }',
        { id: ids.data.imports.edges[0]?.node.id },
        two.token,
      );
      for (const { errors } of [brief, run]) expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  }, 300_000);
});

/** The same campaigns and influencers for each, with numbers and words of their own. */
async function importTeam(database: Database, team: Team | undefined, round = 0): Promise<void> {
  if (team === undefined) throw new Error('a team');
  const { organizationId, digit, word } = team;
  const rows = Array.from({ length: CAMPAIGNS * INFLUENCERS }, (_unused, index) => ({
    campaignId: `c${index % CAMPAIGNS}`,
    influencerId: `i${index % INFLUENCERS}`,
    // A multiple of 1000 posts' worth, so that sums keep the digit.
    views: (index + round + 1) * 100_000 + digit,
    likes: 1_000 + index,
    postId: `${word}-${index}`,
    platform: 'TIKTOK',
    hashtags: `#${word}`,
  }));
  const own = {
    campaignId: `only-of-${word}`,
    influencerId: `only-${word}`,
    views: 100_000 + digit,
    likes: 5,
    postId: `${word}-own`,
    platform: 'TIKTOK',
    hashtags: `#${word}`,
  };
  await importRows(database, [...rows, own], { source: `${word}.csv`, organizationId });
}

/** What in an answer is another organization's. */
function findCrossings(answer: unknown, team: Team, teams: readonly Team[]): string[] {
  const text = JSON.stringify(answer);
  const found: string[] = [];
  for (const other of teams) {
    if (other === team) continue;
    if (text.includes(other.word)) found.push(`the word ${other.word} in ${text.slice(0, 300)}`);
    if (text.includes(other.personId)) found.push(`the person ${other.personId}`);
    // Single posts end in the digit; sums over n posts in n times the digit.
    for (const [, views] of text.matchAll(/"views":(\d+)/g)) {
      const rest = Number(views) % 1_000;
      if (rest % team.digit !== 0 && rest % other.digit === 0) found.push(`${views} views`);
    }
  }
  return found;
}
