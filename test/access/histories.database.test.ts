import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDepartment, moveDepartment } from '../../src/capabilities/access/department/department.ts';
import { changeRole, removeMember } from '../../src/capabilities/access/member/member.ts';
import { createPermissions } from '../../src/capabilities/access/rules/permissions.ts';
import {
  ACTIONS,
  type Access,
  isAllowed,
  RESOURCES,
  ROLES,
  type Role,
} from '../../src/capabilities/access/rules/rules.ts';
import { revokeGrant, share } from '../../src/capabilities/access/sharing/grant.ts';
import type { AccessMemory } from '../../src/capabilities/access/viewer/access-memory.ts';
import { findHoldings } from '../../src/capabilities/access/viewer/holdings.ts';
import { listCampaigns } from '../../src/capabilities/performance/totals/campaign.ts';
import { campaignKind } from '../../src/capabilities/performance/totals/campaign-kind.ts';
import { describeOnBothInLongRuns } from '../databases.ts';
import { isLongRun } from '../long-run.ts';
import { adminOf } from '../readers.ts';
import { seedAccess } from './people.ts';

const PEOPLE = 4;
const CAMPAIGNS = 6;
const [HISTORIES, DECISIONS_A_STEP] = isLongRun ? [40, 50] : [10, 50];
const STEPS = 20;
/** On PGlite, the same statements run: more rarely. */
const PORTION = { postgresql: 1, pglite: 5 };

type Pick = number;
type Step =
  | { readonly kind: 'department'; readonly parent: Pick }
  | { readonly kind: 'move'; readonly department: Pick; readonly parent: Pick }
  | { readonly kind: 'role'; readonly person: Pick; readonly department: Pick; readonly role: Role }
  | { readonly kind: 'leave'; readonly membership: Pick }
  | {
      readonly kind: 'share';
      readonly campaign: Pick;
      readonly person: Pick;
      readonly department: Pick;
      readonly toPerson: boolean;
      readonly access: Access;
    }
  | { readonly kind: 'revoke'; readonly grant: Pick };

const pick = fc.nat(1_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('department' as const), parent: pick }),
  fc.record({ kind: fc.constant('move' as const), department: pick, parent: pick }),
  fc.record({
    kind: fc.constant('role' as const),
    person: pick,
    department: pick,
    role: fc.constantFrom(...ROLES),
  }),
  fc.record({ kind: fc.constant('leave' as const), membership: pick }),
  fc.record({
    kind: fc.constant('share' as const),
    campaign: pick,
    person: pick,
    department: pick,
    toPerson: fc.boolean(),
    access: fc.constantFrom('VIEW' as const, 'EDIT' as const),
  }),
  fc.record({ kind: fc.constant('revoke' as const), grant: pick }),
);

/** The reference: lists and loops, nothing remembered, nothing in SQL. */
interface Model {
  readonly parents: Map<string, string | null>;
  memberships: { personId: string; departmentId: string | null; role: Role }[];
  grants: {
    id: string;
    campaignId: string;
    personId: string | null;
    departmentId: string | null;
    access: Access;
  }[];
  readonly campaigns: { readonly id: string; readonly departmentId: string | null }[];
}

function listAbove(model: Model, departmentId: string | null): (string | null)[] {
  const chain: (string | null)[] = [];
  for (let at = departmentId; at !== null; at = model.parents.get(at) ?? null) chain.push(at);
  return [...chain, null];
}

function decide(
  model: Model,
  personId: string,
  asked: {
    action: (typeof ACTIONS)[number];
    resource: (typeof RESOURCES)[number];
    id?: string;
    departmentId: string | null;
  },
): boolean {
  const own = model.memberships.filter((membership) => membership.personId === personId);
  const above = listAbove(model, asked.departmentId);
  if (
    own.some(
      ({ departmentId, role }) =>
        above.includes(departmentId) && isAllowed(role, asked.action, asked.resource),
    )
  )
    return true;
  if (asked.resource !== 'CAMPAIGN' || own.length === 0) return false;
  return model.grants.some(
    (grant) =>
      grant.campaignId === asked.id &&
      isAllowed(grant.access, asked.action, 'CAMPAIGN') &&
      (grant.personId === personId ||
        (grant.departmentId !== null &&
          own.some(
            ({ departmentId }) =>
              listAbove(model, grant.departmentId).includes(departmentId) ||
              listAbove(model, departmentId).includes(grant.departmentId),
          ))),
  );
}

const memory: AccessMemory = {
  open: () => ({ get: (_group, _key, load) => load() }),
  forget: () => undefined,
  close: async () => undefined,
};

describeOnBothInLongRuns('random histories of moves, roles and grants', (database) => {
  it(`give the decisions of a simple model`, async () => {
    let decisions = 0;
    let allowed = 0;
    const seed = seedAccess(database());

    const play = async (steps: readonly Step[], choose: fc.GeneratorValue) => {
      const organizationId = await seed.organization(randomUUID());
      const admin = await seed.member(organizationId, 'ADMIN');
      const reader = adminOf(database(), organizationId);
      const viewer = {
        kind: 'PERSON' as const,
        id: admin,
        organizationId,
        permissions: reader.permissions,
        scopes: null,
        credentialId: null,
        refusal: null,
      };
      const actor = { viewer, database: reader.database, origin: { address: 'test', requestId: 'test' } };
      const deps = { memory, kinds: { CAMPAIGN: campaignKind } };
      const model: Model = { parents: new Map(), memberships: [], grants: [], campaigns: [] };
      const people: string[] = [];
      for (let index = 0; index < PEOPLE; index += 1) {
        people.push(await seed.member(organizationId, 'VIEWER'));
        model.memberships.push({ personId: people[index] ?? '', departmentId: null, role: 'VIEWER' });
      }
      const roots: (string | null)[] = [null];
      for (let index = 0; index < 3; index += 1) {
        const { id } = await createDepartment(memory, actor, {
          name: `d${index}`,
          parentId: roots[index] ?? null,
        });
        model.parents.set(id, roots[index] ?? null);
        roots.push(id);
      }
      for (let index = 0; index < CAMPAIGNS; index += 1) {
        const departmentId = roots[index % roots.length] ?? null;
        model.campaigns.push({ id: await seed.campaign(organizationId, departmentId), departmentId });
      }
      const at = <Item>(items: readonly Item[], index: Pick): Item | undefined =>
        items[index % Math.max(1, items.length)];
      const departmentIds = () => [null, ...model.parents.keys()];

      for (const [index, done] of steps.entries()) {
        const work = async () => {
          switch (done.kind) {
            case 'department': {
              const parentId = at(departmentIds(), done.parent) ?? null;
              const made = await createDepartment(memory, actor, { name: `s${index}`, parentId });
              model.parents.set(made.id, parentId);
              return;
            }
            case 'move': {
              const id = at([...model.parents.keys()], done.department) ?? '';
              const parentId = at(departmentIds(), done.parent) ?? null;
              const isCircle = listAbove(model, parentId).includes(id);
              const moving = moveDepartment(memory, actor, { id, parentId });
              if (isCircle) return void (await expect(moving).rejects.toMatchObject({ code: 'CONFLICT' }));
              await moving;
              model.parents.set(id, parentId);
              return;
            }
            case 'role': {
              const personId = at(people, done.person) ?? '';
              const departmentId = at(departmentIds(), done.department) ?? null;
              const isMember = model.memberships.some((membership) => membership.personId === personId);
              const changing = changeRole(memory, actor, { personId, departmentId, role: done.role });
              if (!isMember)
                return void (await expect(changing).rejects.toMatchObject({ code: 'NOT_FOUND' }));
              await changing;
              model.memberships = model.memberships.filter(
                (membership) => membership.personId !== personId || membership.departmentId !== departmentId,
              );
              model.memberships.push({ personId, departmentId, role: done.role });
              return;
            }
            case 'leave': {
              const leaving = at(model.memberships, done.membership);
              if (leaving === undefined) return;
              await removeMember(memory, actor, leaving);
              model.memberships = model.memberships.filter((membership) => membership !== leaving);
              if (!model.memberships.some(({ personId }) => personId === leaving.personId))
                model.grants = model.grants.filter(({ personId }) => personId !== leaving.personId);
              return;
            }
            case 'share': {
              const campaignId = at(model.campaigns, done.campaign)?.id ?? '';
              const personId = done.toPerson ? (at(people, done.person) ?? null) : null;
              const departmentId = done.toPerson
                ? null
                : (at([...model.parents.keys()], done.department) ?? null);
              const isMember =
                personId === null || model.memberships.some((membership) => membership.personId === personId);
              const sharing = share(deps, actor, {
                resource: 'CAMPAIGN',
                id: campaignId,
                personId,
                departmentId,
                access: done.access,
              });
              if (!isMember) return void (await expect(sharing).rejects.toMatchObject({ code: 'NOT_FOUND' }));
              const { id } = await sharing;
              model.grants = model.grants.filter((grant) => grant.id !== id);
              model.grants.push({ id, campaignId, personId, departmentId, access: done.access });
              return;
            }
            case 'revoke': {
              const grant = at(model.grants, done.grant);
              if (grant === undefined) return;
              await revokeGrant(deps, actor, grant.id);
              model.grants = model.grants.filter((other) => other !== grant);
            }
          }
        };
        await work();

        const held = await Promise.all(
          people.map(async (personId) =>
            createPermissions(
              (await findHoldings(reader.database, organizationId, personId)) ?? {
                organizationRoles: [],
                departmentRoles: [],
                grants: [],
              },
            ),
          ),
        );
        for (let count = 0; count < DECISIONS_A_STEP; count += 1) {
          const who = choose(fc.nat, PEOPLE - 1);
          const action = ACTIONS[choose(fc.nat, ACTIONS.length - 1)] ?? 'READ';
          const resource = choose(fc.boolean)
            ? 'CAMPAIGN'
            : (RESOURCES[choose(fc.nat, RESOURCES.length - 1)] ?? 'MEMBER');
          const campaign = at(model.campaigns, choose(fc.nat, 1_000));
          const departmentId = at(departmentIds(), choose(fc.nat, 1_000)) ?? null;
          const asked =
            resource === 'CAMPAIGN' && campaign !== undefined
              ? { action, resource, ...campaign }
              : { action, resource, departmentId };
          const expected = decide(model, people[who] ?? '', asked);
          const target = { ...asked };
          expect({ ...asked, allowed: held[who]?.allows(action, target) }).toEqual({
            ...asked,
            allowed: expected,
          });
          decisions += 1;
          if (expected) allowed += 1;
        }
        // The same in SQL: a list has what a decision for each of its rows would let through.
        const who = choose(fc.nat, PEOPLE - 1);
        const permissions = held[who];
        if (permissions === undefined) throw new Error('nobody');
        const page = await listCampaigns(
          { ...reader, permissions },
          { first: 100, after: null, orderBy: 'ID_ASC', search: null },
        );
        const visible = model.campaigns.filter((campaign) =>
          decide(model, people[who] ?? '', { action: 'READ', resource: 'CAMPAIGN', ...campaign }),
        );
        expect(page.edges.map(({ node }) => node.id).sort()).toEqual(visible.map(({ id }) => id).sort());
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), fc.gen(), play),
      { numRuns: HISTORIES / PORTION[database().kind], endOnFailure: true },
    );
    expect(decisions).toBe((HISTORIES / PORTION[database().kind]) * STEPS * DECISIONS_A_STEP);
    // Neither answer is the only one.
    expect(allowed).toBeGreaterThan(0);
    expect(allowed).toBeLessThan(decisions);
  }, 300_000);
});
