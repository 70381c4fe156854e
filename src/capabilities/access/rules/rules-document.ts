import { ACCESSES, ACTIONS, isAllowed, RESOURCES, ROLES } from './rules.ts';
import { SCOPES, scopeFor } from './scopes.ts';

const WORDS = { CREATE: 'create', READ: 'read', UPDATE: 'update', DELETE: 'delete', SHARE: 'share' } as const;

/** docs/access.md, made from the rules. */
export function describeRules(): string {
  const holders = [...ROLES, ...ACCESSES];
  const rows = RESOURCES.map((resource) => {
    const cells = holders.map((held) => {
      const actions = ACTIONS.filter((action) => isAllowed(held, action, resource));
      return actions.length === 0 ? '-' : actions.map((action) => WORDS[action]).join(', ');
    });
    return `| ${[resource, ...cells].join(' | ')} |`;
  });
  const scopes = SCOPES.map((scope) => {
    const allowed = RESOURCES.map((resource) => ({
      resource,
      actions: ACTIONS.filter(
        (action) =>
          scopeFor(action, resource) === scope && holders.some((held) => isAllowed(held, action, resource)),
      ),
    })).filter(({ actions }) => actions.length > 0);
    const words = allowed.map(
      ({ resource, actions }) => `${resource}: ${actions.map((action) => WORDS[action]).join(', ')}`,
    );
    return `| ${scope} | ${words.join('; ')} |`;
  });
  return `# Who may do what

Made from \`src/capabilities/access/rules/\` by \`npm run access\`. A role is held in an organization or in a department, and holds in every
department beneath it. EDIT and VIEW are what a grant, or a guest link, gives on one campaign, import or brief. Somebody may do
what any one of the things that they hold allows.

| resource | ${holders.join(' | ')} |
|---|${holders.map(() => '---|').join('')}
${rows.join('\n')}

- A resource in no department belongs to the organization: only a role held in the organization reaches it.
- Influencers, posts and leaderboards are seen with their campaigns: sums over campaigns are sums over those that one may see.
- share covers grants and guest links of the resource. MEMBER covers invitations.
- Nobody gives a role above their own, and nobody changes or removes somebody whose role is above their own.
- Jobs belong to the organization as a whole. Those of the system are seen by its operator alone.
- Everybody makes, sees and revokes their own API tokens; API_TOKEN is about those of others.
- What one may not see does not exist for one: NOT_FOUND. What one may see and not change is FORBIDDEN.
- A grant to a department reaches whoever has a role in it: there, above it or beneath it.

## Scopes of API tokens

A token may what its person may, as far as its scopes go.

| scope | actions |
|---|---|
${scopes.join('\n')}
`;
}
