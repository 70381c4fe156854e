import { randomUUID } from 'node:crypto';
import type { Action, Resource } from '../../src/capabilities/access/rules/rules.ts';
import type { DepartmentId, Seed } from './people.ts';

/** Where a thing of the matrix is. */
export interface Target {
  readonly organizationId: string;
  readonly departmentId: DepartmentId;
}

/** A thing that was made for one cell. */
interface Made {
  /** What an answer shows of it; empty where a list is not looked into. */
  readonly id: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What can be shared by itself. */
  readonly shared?: { readonly resource: 'CAMPAIGN' | 'IMPORT' | 'BRIEF'; readonly id: string };
}

type Outcome = 'OK' | 'NOT_FOUND' | 'FORBIDDEN';

/** How one operation is called on one thing. */
export interface Recipe {
  readonly resource: Resource;
  readonly query: string;
  /** The thing is the parent of what is made. */
  readonly isParent?: boolean;
  /** It is a list, in which the thing is or is not. */
  readonly lists?: { readonly action?: Action };
  make(seed: Seed, target: Target): Promise<Made>;
  /** Where the outcome is not that of the rule on the thing itself. */
  decide?(cell: {
    readonly asker: {
      readonly kind: string;
      readonly role?: { readonly departmentId: DepartmentId; readonly role: string };
    };
    readonly target: Target;
    may(action: Action, resource: Resource, departmentId: DepartmentId): boolean;
  }): Outcome;
}

const ERRORS = 'errors { code message path }';
const always = () => 'OK' as const;

const campaign = async (seed: Seed, { organizationId, departmentId }: Target): Promise<Made> => {
  const id = await seed.campaign(organizationId, departmentId);
  return {
    id,
    variables: { id, resource: 'CAMPAIGN', influencer: `i-${id}` },
    shared: { resource: 'CAMPAIGN', id },
  };
};
const imported = async (seed: Seed, { organizationId, departmentId }: Target): Promise<Made> => {
  const id = await seed.import(organizationId, departmentId);
  return { id: `"id":"${id}"`, variables: { id, resource: 'IMPORT' }, shared: { resource: 'IMPORT', id } };
};
const brief = async (seed: Seed, { organizationId, departmentId }: Target): Promise<Made> => {
  const id = await seed.brief(organizationId, departmentId);
  return { id, variables: { id, resource: 'BRIEF' }, shared: { resource: 'BRIEF', id } };
};
/** A department beneath the parent, to be acted on. */
const department = async (seed: Seed, { organizationId, departmentId }: Target): Promise<Made> => {
  const id = await seed.department(organizationId, departmentId);
  return { id, variables: { id, name: `renamed ${id}` } };
};
/** The parent itself, to make something in; the foreign organization has no name that could be given. */
const parent = async (_seed: Seed, { organizationId, departmentId }: Target): Promise<Made> => ({
  id: '',
  variables: {
    department: departmentId ?? (organizationId === 'foreign' ? 'abroad' : null),
    name: randomUUID(),
    input: {
      brand: `b ${randomUUID()}`,
      product: 'p',
      goal: 'AWARENESS',
      platform: 'TIKTOK',
      departmentId: departmentId ?? (organizationId === 'foreign' ? 'abroad' : null),
    },
  },
});
const member = async (seed: Seed, { organizationId, departmentId }: Target): Promise<Made> => {
  const personId = await seed.member(organizationId, 'VIEWER', departmentId);
  const known = organizationId === 'foreign' && departmentId === null ? 'abroad' : departmentId;
  return { id: personId, variables: { personId, department: known } };
};
const seesForeignDepartment = (target: Target) => target.organizationId === 'home';

/** A thing beneath the target: the target's department is its parent. */
const beneath =
  (action: Action, isMoved = false): NonNullable<Recipe['decide']> =>
  ({ target, may }) => {
    if (!seesForeignDepartment(target)) return 'NOT_FOUND';
    const at = target.departmentId;
    if (!may('READ', 'DEPARTMENT', at)) return 'NOT_FOUND';
    const needs = isMoved
      ? may('UPDATE', 'DEPARTMENT', at) && may('CREATE', 'DEPARTMENT', at)
      : may(action, 'DEPARTMENT', at);
    return needs ? 'OK' : 'FORBIDDEN';
  };

const GRANT = async (seed: Seed, target: Target): Promise<Made> => {
  const made = await campaign(seed, target);
  const personId = await seed.member(target.organizationId, 'VIEWER', target.departmentId);
  const id = await seed.grant(
    target.organizationId,
    { resource: 'CAMPAIGN', id: made.variables.id as string },
    { personId },
    'VIEW',
  );
  return { ...made, variables: { id } };
};
const LINK = async (seed: Seed, target: Target): Promise<Made> => {
  const made = await campaign(seed, target);
  const { id } = await seed.guestLink(
    target.organizationId,
    { resource: 'CAMPAIGN', id: made.variables.id as string },
    'VIEW',
  );
  return { ...made, variables: { id } };
};

/** A job that was put aside. It is the organization's, wherever the target is. */
const job = async (seed: Seed, { organizationId }: Target): Promise<Made> => {
  const id = randomUUID();
  await seed.run(
    `insert into pgboss.job (id, name, state, data, completed_on, policy)
     values ($1::uuid, 'forget-expired', 'failed', jsonb_build_object('organizationId', $2::text, 'payload', '{}'::jsonb), now(), 'short')`,
    [id, organizationId],
  );
  return { id, variables: { id } };
};
/** A list beneath a department, which has to be seen; none: that of the organization. */
const ofDepartment: NonNullable<Recipe['decide']> = ({ target, may }) =>
  target.departmentId === null ||
  (target.organizationId === 'home' && may('READ', 'DEPARTMENT', target.departmentId))
    ? 'OK'
    : 'NOT_FOUND';
const ofOrganization =
  (action: Action): NonNullable<Recipe['decide']> =>
  ({ target, may }) =>
    target.organizationId === 'home' && may(action, 'JOB', null) ? 'OK' : 'NOT_FOUND';

/** A campaign with an event that was put aside, and a write key; nobody is given a share of it. */
const withEvents = async (seed: Seed, { organizationId, departmentId }: Target): Promise<Made> => {
  const campaignId = await seed.campaign(organizationId, departmentId);
  const [id, key] = [`event-${randomUUID()}`, randomUUID()];
  await seed.run('insert into known_event (organization_id, id, seen_on) values ($1, $2, current_date)', [
    organizationId,
    id,
  ]);
  await seed.run(
    `insert into failed_event (organization_id, id, state, attempts, code, message, accepted_at, campaign_id, influencer_id,
                               post_id, kind, count, at, is_public)
     values ($1, $2, 'DEAD', 5, 'NOT_COUNTED', 'It was not.', now(), $3, 'i', '', 'VIEW', 1, now(), false)`,
    [organizationId, id, campaignId],
  );
  await seed.run(
    'insert into write_key (organization_id, id, campaign_id, key) values ($1, $2::uuid, $3, $2)',
    [organizationId, key, campaignId],
  );
  return { id, variables: { id, key, campaignId } };
};
const DEPARTMENTS: readonly DepartmentId[] = [null, 'north', 'north-east', 'south'];
/** For those who may do it to the events of any campaign. */
const toSomeEvents =
  (action: Action): NonNullable<Recipe['decide']> =>
  ({ may }) =>
    DEPARTMENTS.some((at) => may(action, 'EVENT', at)) ? 'OK' : 'FORBIDDEN';
/** For those who may do it to the events of a campaign; whoever only sees the campaign is told so. */
const toEventsOfCampaign =
  (action: Action): NonNullable<Recipe['decide']> =>
  ({ target: { organizationId, departmentId }, may }) => {
    if (organizationId !== 'home') return 'NOT_FOUND';
    if (may(action, 'EVENT', departmentId)) return 'OK';
    return may('READ', 'CAMPAIGN', departmentId) ? 'FORBIDDEN' : 'NOT_FOUND';
  };

/** Every operation that acts on something. */
export const MATRIX: Readonly<Record<string, Recipe>> = {
  campaign: {
    resource: 'CAMPAIGN',
    query:
      'query ($id: ID!) { campaign(id: $id) { id views performers { totalCount nodes { influencerId live { views } } } totals { postCount money { cost { value { amount } } } } platforms { platform } money { emv { unknownBecause } } comparisonWith(campaignId: $id) { change { views { percent } } } disclosure { unknownCount undisclosedPosts { totalCount } } standings { certainCount } summary { aboveCount } timeline { unit } spread { influencerId } posts { totalCount nodes { views } } imports { totalCount nodes { id } } } }',
    make: campaign,
  },
  topPerformers: {
    resource: 'CAMPAIGN',
    query:
      'query ($id: ID!) { topPerformers(campaignId: $id) { influencerId campaign { id } influencer { id postCount } posts { edges { node { views } } } } }',
    make: campaign,
  },
  campaignPerformance: {
    resource: 'CAMPAIGN',
    query:
      'query ($id: ID!, $influencer: ID!) { campaignPerformance(campaignId: $id, influencerId: $influencer) { campaignId } }',
    make: campaign,
  },
  influencer: {
    resource: 'CAMPAIGN',
    query:
      'query ($influencer: ID!) { influencer(id: $influencer) { id platforms { platform audience { followers } tierStanding { comparedCount } } campaigns { edges { node { campaignId } } } } }',
    make: campaign,
  },
  campaignMetrics: {
    resource: 'CAMPAIGN',
    query: 'query ($id: ID!) { campaignMetrics(campaignId: $id, window: DAY) { views watermark } }',
    make: campaign,
  },
  influencerMetrics: {
    resource: 'CAMPAIGN',
    query:
      'query ($id: ID!, $influencer: ID!) { influencerMetrics(campaignId: $id, influencerId: $influencer, window: HOUR) { views } }',
    make: campaign,
  },
  liveTopPerformers: {
    resource: 'CAMPAIGN',
    query:
      'query ($id: ID!) { liveTopPerformers(campaignId: $id, window: TOTAL) { influencerId influencer { id postCount } } }',
    make: campaign,
  },
  metricsTimeline: {
    resource: 'CAMPAIGN',
    query: 'query ($id: ID!) { metricsTimeline(campaignId: $id, bucket: HOUR) { from views } }',
    make: campaign,
  },
  campaignMetricsChanged: {
    resource: 'CAMPAIGN',
    query: 'subscription ($id: ID!) { campaignMetricsChanged(campaignId: $id) { id total { views } } }',
    make: campaign,
  },
  registerEvents: {
    resource: 'EVENT',
    query: `mutation ($campaignId: ID!) { registerEvents(input: { events: [{ id: "e", campaignId: $campaignId, influencerId: "i", kind: VIEW }] }) { receipts { status } ${ERRORS} } }`,
    make: withEvents,
    decide: toSomeEvents('CREATE'),
  },
  eventStatus: {
    resource: 'EVENT',
    query: 'query ($id: ID!) { eventStatus(id: $id) { status } }',
    make: withEvents,
  },
  eventLag: {
    resource: 'EVENT',
    query: '{ eventLag { waitingCount deadLetterCount } }',
    make: withEvents,
    decide: toSomeEvents('READ'),
  },
  deadLetters: {
    resource: 'EVENT',
    query:
      'query ($campaignId: ID!) { deadLetters(campaignId: $campaignId) { totalCount nodes { id campaign { id } influencer { id } } } }',
    lists: {},
    make: withEvents,
    decide: always,
  },
  replayDeadLetters: {
    resource: 'EVENT',
    query: `mutation ($campaignId: ID!) { replayDeadLetters(input: { filter: { campaignId: $campaignId } }) { replayedCount ${ERRORS} } }`,
    make: withEvents,
    decide: toSomeEvents('UPDATE'),
  },
  discardDeadLetters: {
    resource: 'EVENT',
    query: `mutation ($campaignId: ID!) { discardDeadLetters(input: { filter: { campaignId: $campaignId } }) { discardedCount ${ERRORS} } }`,
    make: withEvents,
    decide: toSomeEvents('DELETE'),
  },
  writeKeys: {
    resource: 'EVENT',
    query: 'query ($campaignId: ID!) { writeKeys(campaignId: $campaignId) { id } }',
    make: withEvents,
    decide: toEventsOfCampaign('READ'),
  },
  createWriteKey: {
    resource: 'EVENT',
    query: `mutation ($campaignId: ID!) { createWriteKey(input: { campaignId: $campaignId }) { writeKey { id } ${ERRORS} } }`,
    make: withEvents,
    decide: toEventsOfCampaign('CREATE'),
  },
  rotateWriteKey: {
    resource: 'EVENT',
    query: `mutation ($key: ID!) { rotateWriteKey(input: { id: $key }) { writeKey { id } ${ERRORS} } }`,
    make: withEvents,
  },
  deleteWriteKey: {
    resource: 'EVENT',
    query: `mutation ($key: ID!) { deleteWriteKey(input: { id: $key }) { writeKeyId ${ERRORS} } }`,
    make: withEvents,
  },
  campaigns: {
    resource: 'CAMPAIGN',
    query: 'query ($id: String!) { campaigns(first: 100, search: $id) { edges { node { id } } } }',
    lists: {},
    make: campaign,
    decide: always,
  },
  influencers: {
    resource: 'CAMPAIGN',
    query:
      'query ($influencer: String!) { influencers(first: 100, search: $influencer) { nodes { id } totalCount } }',
    lists: {},
    make: campaign,
    decide: always,
  },
  import: {
    resource: 'IMPORT',
    query: 'query ($id: ID!) { import(id: $id) { id rejectedRows { edges { node { raw } } } } }',
    make: imported,
  },
  imports: {
    resource: 'IMPORT',
    query: '{ imports(first: 1) { edges { node { id } } } }',
    lists: {},
    make: imported,
    decide: always,
  },
  brief: { resource: 'BRIEF', query: 'query ($id: ID!) { brief(id: $id) { id } }', make: brief },
  briefs: {
    resource: 'BRIEF',
    query: '{ briefs(first: 100) { edges { node { id } } } }',
    lists: {},
    make: async (seed, target) => {
      await seed.run('delete from brief', []);
      return brief(seed, target);
    },
    decide: always,
  },
  rateBrief: {
    resource: 'BRIEF',
    query: `mutation ($id: ID!) { rateBrief(input: { id: $id, score: 5 }) { brief { id } ${ERRORS} } }`,
    make: brief,
  },
  editBrief: {
    resource: 'BRIEF',
    query: `mutation ($id: ID!) { editBrief(input: { id: $id, cta: "Try it.", hashtags: ["#a", "#b", "#c"] }) { brief { id } ${ERRORS} } }`,
    make: brief,
  },
  generateBrief: {
    resource: 'BRIEF',
    isParent: true,
    query: `mutation ($input: GenerateBriefInput!) { generateBrief(input: $input) { brief { id } ${ERRORS} } }`,
    make: parent,
  },
  briefProgress: {
    resource: 'BRIEF',
    isParent: true,
    query: 'subscription ($input: GenerateBriefInput!) { briefProgress(input: $input) { __typename } }',
    make: parent,
  },
  department: {
    resource: 'DEPARTMENT',
    query:
      'query ($id: ID!) { department(id: $id) { id name parent { id } children { nodes { id } totalCount } } }',
    make: department,
  },
  departments: {
    resource: 'DEPARTMENT',
    query:
      'query ($parent: ID) { departments(first: 100, parentId: $parent) { nodes { id parent { id } } totalCount } }',
    lists: {},
    make: async (seed, target) => {
      const made = await department(seed, target);
      return {
        ...made,
        variables: { parent: target.departmentId },
        id: target.departmentId === null ? '' : made.id,
      };
    },
    decide: ofDepartment,
  },
  createDepartment: {
    resource: 'DEPARTMENT',
    isParent: true,
    query: `mutation ($name: String!, $department: ID) { createDepartment(input: { name: $name, parentId: $department }) { department { id } ${ERRORS} } }`,
    make: parent,
  },
  renameDepartment: {
    resource: 'DEPARTMENT',
    query: `mutation ($id: ID!, $name: String!) { renameDepartment(input: { id: $id, name: $name }) { department { id } ${ERRORS} } }`,
    make: department,
    decide: beneath('UPDATE'),
  },
  moveDepartment: {
    resource: 'DEPARTMENT',
    query: `mutation ($id: ID!, $department: ID) { moveDepartment(input: { id: $id, parentId: $department }) { department { id } ${ERRORS} } }`,
    make: async (seed, target) => {
      const made = await department(seed, target);
      return { ...made, variables: { ...made.variables, department: target.departmentId } };
    },
    decide: beneath('UPDATE', true),
  },
  deleteDepartment: {
    resource: 'DEPARTMENT',
    query: `mutation ($id: ID!) { deleteDepartment(input: { id: $id }) { departmentId ${ERRORS} } }`,
    make: department,
    decide: beneath('DELETE'),
  },
  members: {
    resource: 'MEMBER',
    query:
      'query ($department: ID) { members(first: 100, departmentId: $department) { nodes { personId person { name } department { name } } totalCount } }',
    lists: {},
    make: async (seed, target) => {
      if (target.departmentId === null) return { id: '', variables: { department: null } };
      await seed.run('delete from membership where department_id = $1', [target.departmentId]);
      return member(seed, target);
    },
    decide: ofDepartment,
  },
  invitations: {
    resource: 'MEMBER',
    query: '{ invitations { nodes { id department { id } } totalCount } }',
    lists: { action: 'CREATE' },
    make: async (seed, { organizationId, departmentId }) => {
      await seed.run('delete from invitation', []);
      const { id } = await seed.invitation(organizationId, departmentId);
      return { id, variables: {} };
    },
    decide: always,
  },
  inviteMember: {
    resource: 'MEMBER',
    isParent: true,
    query: `mutation ($department: ID) { inviteMember(input: { role: VIEWER, departmentId: $department }) { invitation { id } token ${ERRORS} } }`,
    make: parent,
  },
  revokeInvitation: {
    resource: 'MEMBER',
    query: `mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { invitation { id } ${ERRORS} } }`,
    make: async (seed, { organizationId, departmentId }) => {
      const { id } = await seed.invitation(organizationId, departmentId);
      return { id, variables: { id } };
    },
  },
  changeRole: {
    resource: 'MEMBER',
    query: `mutation ($personId: ID!, $department: ID) { changeRole(input: { personId: $personId, role: VIEWER, departmentId: $department }) { member { id } ${ERRORS} } }`,
    make: member,
  },
  removeMember: {
    resource: 'MEMBER',
    query: `mutation ($personId: ID!, $department: ID) { removeMember(input: { personId: $personId, departmentId: $department }) { personId ${ERRORS} } }`,
    make: member,
    decide: ({ asker, target, may }) => {
      if (asker.kind === 'GUEST') return 'FORBIDDEN';
      if (target.organizationId !== 'home' || !may('READ', 'MEMBER', target.departmentId)) return 'NOT_FOUND';
      return may('DELETE', 'MEMBER', target.departmentId) ? 'OK' : 'FORBIDDEN';
    },
  },
  grants: {
    resource: 'CAMPAIGN',
    query:
      'query ($id: ID!) { grants(resource: CAMPAIGN, id: $id) { nodes { id person { id } department { id } } totalCount } }',
    make: campaign,
  },
  guestLinks: {
    resource: 'CAMPAIGN',
    query: 'query ($id: ID!) { guestLinks(resource: CAMPAIGN, id: $id) { nodes { id } totalCount } }',
    make: campaign,
  },
  shareResource: {
    resource: 'CAMPAIGN',
    query: `mutation ($id: ID!, $personId: ID!) { shareResource(input: { resource: CAMPAIGN, id: $id, personId: $personId, access: EDIT }) { grant { id } ${ERRORS} } }`,
    make: async (seed, target) => {
      const made = await campaign(seed, target);
      const personId = await seed.member(target.organizationId, 'VIEWER', target.departmentId);
      return { ...made, variables: { ...made.variables, personId } };
    },
  },
  revokeGrant: {
    resource: 'CAMPAIGN',
    query: `mutation ($id: ID!) { revokeGrant(input: { id: $id }) { grant { id } ${ERRORS} } }`,
    make: GRANT,
  },
  createGuestLink: {
    resource: 'BRIEF',
    query: `mutation ($id: ID!) { createGuestLink(input: { resource: BRIEF, id: $id }) { token ${ERRORS} } }`,
    make: brief,
  },
  revokeGuestLink: {
    resource: 'CAMPAIGN',
    query: `mutation ($id: ID!) { revokeGuestLink(input: { id: $id }) { guestLink { id } ${ERRORS} } }`,
    make: LINK,
  },
  deleteBrief: {
    resource: 'BRIEF',
    query: `mutation ($id: ID!) { deleteBrief(input: { id: $id }) { briefId ${ERRORS} } }`,
    make: brief,
  },
  assignDepartment: {
    resource: 'IMPORT',
    query: `mutation ($id: ID!, $department: ID) { assignDepartment(input: { resource: IMPORT, id: $id, departmentId: $department }) { departmentId ${ERRORS} } }`,
    make: async (seed, target) => {
      const made = await imported(seed, target);
      return { ...made, variables: { ...made.variables, department: target.departmentId } };
    },
  },
  auditLog: {
    resource: 'AUDIT_LOG',
    query: '{ auditLog(first: 1) { nodes { id action details department { id } } totalCount } }',
    make: async () => ({ id: '', variables: {} }),
    decide: ({ asker }) => (asker.role?.role === 'ADMIN' ? 'OK' : 'FORBIDDEN'),
  },
  jobs: {
    resource: 'JOB',
    query: '{ jobs(first: 10) { nodes { id state failure { code } } totalCount } }',
    lists: {},
    make: job,
    decide: ({ may }) => (may('READ', 'JOB', null) ? 'OK' : 'FORBIDDEN'),
  },
  job: {
    resource: 'JOB',
    query: 'query ($id: ID!) { job(id: $id) { id name } }',
    make: job,
    decide: ofOrganization('READ'),
  },
  retryJob: {
    resource: 'JOB',
    query: `mutation ($id: ID!) { retryJob(input: { id: $id }) { job { id } ${ERRORS} } }`,
    make: job,
    decide: ofOrganization('UPDATE'),
  },
  organization: {
    resource: 'ORGANIZATION',
    query: '{ organization { id name } }',
    make: async () => ({ id: '', variables: {} }),
    decide: ({ asker }) => (asker.kind === 'GUEST' ? 'FORBIDDEN' : 'OK'),
  },
  ...Object.fromEntries(
    ['exportOrganization', 'deleteOrganization', 'cancelOrganizationDeletion'].map((name) => [
      name,
      {
        resource: 'ORGANIZATION',
        query: `mutation ($id: ID!) { ${name}(input: { organizationId: $id }) { ${ERRORS} } }`,
        make: async (_seed, { organizationId }) => ({ id: '', variables: { id: organizationId } }),
        decide: ({ asker, target, may }) => {
          if (asker.kind !== 'PERSON' || !may('DELETE', 'ORGANIZATION', null)) return 'FORBIDDEN';
          return target.organizationId === 'home' ? 'OK' : 'NOT_FOUND';
        },
      } satisfies Recipe,
    ]),
  ),
  eraseInfluencer: {
    resource: 'ORGANIZATION',
    query: `mutation ($influencer: ID!) { eraseInfluencer(input: { influencerId: $influencer }) { influencerId ${ERRORS} } }`,
    make: campaign,
    decide: ({ target, may }) => {
      if (!may('DELETE', 'ORGANIZATION', null)) return 'FORBIDDEN';
      return target.organizationId === 'home' ? 'OK' : 'NOT_FOUND';
    },
  },
  verifyAuditLog: {
    resource: 'AUDIT_LOG',
    query: `mutation { verifyAuditLog(input: {}) { verification { isIntact } ${ERRORS} } }`,
    make: async () => ({ id: '', variables: {} }),
    decide: ({ may }) => (may('READ', 'AUDIT_LOG', null) ? 'OK' : 'FORBIDDEN'),
  },
  requireSecondFactor: {
    resource: 'ORGANIZATION',
    query: `mutation { requireSecondFactor(input: { roles: [] }) { organization { id } ${ERRORS} } }`,
    make: async () => ({ id: '', variables: {} }),
    decide: ({ may }) => (may('UPDATE', 'ORGANIZATION', null) ? 'OK' : 'FORBIDDEN'),
  },
  mediaRates: {
    resource: 'MEDIA_RATE',
    query: '{ mediaRates { platform } }',
    make: async () => ({ id: '', variables: {} }),
    decide: ({ may }) => (may('READ', 'MEDIA_RATE', null) ? 'OK' : 'FORBIDDEN'),
  },
  setMediaRate: {
    resource: 'MEDIA_RATE',
    query: `mutation { setMediaRate(input: { platform: "TIKTOK", currency: "EUR", perView: "0.01" }) { mediaRate { platform } ${ERRORS} } }`,
    make: async () => ({ id: '', variables: {} }),
    decide: ({ may }) => (may('UPDATE', 'MEDIA_RATE', null) ? 'OK' : 'FORBIDDEN'),
  },
  removeMediaRate: {
    resource: 'MEDIA_RATE',
    query: `mutation ($platform: String!) { removeMediaRate(input: { platform: $platform }) { platform ${ERRORS} } }`,
    make: async (seed, { organizationId }) => {
      const platform = randomUUID().toUpperCase();
      await seed.run(
        `insert into media_rate (organization_id, platform, currency, per_view) values ($1, $2, 'EUR', 1)`,
        [organizationId, platform],
      );
      return { id: '', variables: { platform } };
    },
    decide: ({ target, may }) => {
      if (!may('DELETE', 'MEDIA_RATE', null)) return 'FORBIDDEN';
      return target.organizationId === 'home' ? 'OK' : 'NOT_FOUND';
    },
  },
  renameOrganization: {
    resource: 'ORGANIZATION',
    query: `mutation { renameOrganization(input: { name: "home" }) { organization { id } ${ERRORS} } }`,
    make: async () => ({ id: '', variables: {} }),
    decide: ({ may }) => (may('UPDATE', 'ORGANIZATION', null) ? 'OK' : 'FORBIDDEN'),
  },
};

/** How one operation is called that is about whoever calls it. */
interface SelfRecipe {
  readonly query: string;
  variables(given: {
    readonly seed: Seed;
    readonly personId: string;
    readonly home: string;
    readonly passwordHash: string;
  }): Promise<Readonly<Record<string, unknown>>>;
}

const nothing = async () => ({});

/** Every operation that is about whoever calls it, or lets somebody in. */
export const SELF: Readonly<Record<string, SelfRecipe>> = {
  viewer: {
    query:
      '{ viewer { kind person { email } organization { id } organizations { nodes { id } totalCount } memberships { nodes { role } totalCount } } }',
    variables: nothing,
  },
  apiTokens: { query: '{ apiTokens { nodes { id person { id } } totalCount } }', variables: nothing },
  createApiToken: {
    query: `mutation { createApiToken(input: { name: "t", scopes: [READ] }) { token ${ERRORS} } }`,
    variables: nothing,
  },
  revokeApiToken: {
    query: `mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { apiToken { id } ${ERRORS} } }`,
    variables: async ({ seed, personId, home }) => ({
      id: (await seed.apiToken(home, personId, ['READ'])).id,
    }),
  },
  signOut: { query: `mutation { signOut(input: {}) { isSignedOut ${ERRORS} } }`, variables: nothing },
  createOrganization: {
    query: `mutation { createOrganization(input: { name: "another" }) { organization { id } ${ERRORS} } }`,
    variables: nothing,
  },
  switchOrganization: {
    query: `mutation ($home: ID!) { switchOrganization(input: { organizationId: $home }) { tokens { accessToken } ${ERRORS} } }`,
    variables: async ({ home }) => ({ home }),
  },
  acceptInvitation: {
    query: `mutation ($token: String!) { acceptInvitation(input: { token: $token }) { tokens { accessToken } ${ERRORS} } }`,
    variables: async ({ seed, home }) => ({ token: (await seed.invitation(home)).token }),
  },
  signUp: {
    query: `mutation ($email: String!) { signUp(input: { email: $email, name: "n" }) { isAccepted ${ERRORS} } }`,
    variables: async () => ({ email: `${randomUUID()}@example.com` }),
  },
  confirmSignUp: {
    query: `mutation { confirmSignUp(input: { token: "none", password: "a password of the test" }) { tokens { accessToken } ${ERRORS} } }`,
    variables: nothing,
  },
  signIn: {
    query: `mutation { signIn(input: { email: "nobody@example.com", password: "none" }) { tokens { accessToken } ${ERRORS} } }`,
    variables: nothing,
  },
  signInWithCode: {
    query: `mutation { signInWithCode(input: { challenge: "none", code: "none" }) { tokens { accessToken } ${ERRORS} } }`,
    variables: nothing,
  },
  deleteAccount: {
    query: `mutation { deleteAccount(input: {}) { isDeleted ${ERRORS} } }`,
    variables: nothing,
  },
  changePassword: {
    query: `mutation { changePassword(input: { currentPassword: "none", newPassword: "a password of the test" }) { isChanged ${ERRORS} } }`,
    variables: nothing,
  },
  requestPasswordReset: {
    query: `mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { isAccepted ${ERRORS} } }`,
    variables: async () => ({ email: `${randomUUID()}@example.com` }),
  },
  resetPassword: {
    query: `mutation { resetPassword(input: { token: "none", password: "a password of the test" }) { isChanged ${ERRORS} } }`,
    variables: nothing,
  },
  beginSecondFactor: {
    query: `mutation { beginSecondFactor(input: {}) { secret ${ERRORS} } }`,
    variables: nothing,
  },
  confirmSecondFactor: {
    query: `mutation { confirmSecondFactor(input: { code: "none" }) { recoveryCodes ${ERRORS} } }`,
    variables: nothing,
  },
  removeSecondFactor: {
    query: `mutation { removeSecondFactor(input: { code: "none" }) { isRemoved ${ERRORS} } }`,
    variables: nothing,
  },
  createRecoveryCodes: {
    query: `mutation { createRecoveryCodes(input: { code: "none" }) { recoveryCodes ${ERRORS} } }`,
    variables: nothing,
  },
  refreshTokens: {
    query: `mutation { refreshTokens(input: { refreshToken: "none" }) { tokens { accessToken } ${ERRORS} } }`,
    variables: nothing,
  },
  openGuestLink: {
    query: `mutation { openGuestLink(input: { token: "none" }) { accessToken ${ERRORS} } }`,
    variables: nothing,
  },
};
