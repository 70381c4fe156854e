import { beforeAll, expect, it } from 'vitest';
import { seedAccess } from '../../../test/access/people.ts';
import { describeOnBothDatabases } from '../../../test/databases.ts';
import { authorizeCommand } from './command-authority.ts';
import { authorizeOperator } from './import-authority.ts';
import { createSecret, formatToken } from './people/secrets.ts';

describeOnBothDatabases('a command that imports', (database) => {
  let token = '';
  let reading = '';
  let inDepartment = '';

  beforeAll(async () => {
    const seed = seedAccess(database());
    await seed.organization('acme');
    await seed.organization('beta');
    await seed.department('acme', null, 'sales');
    await seed.department('acme', null, 'press');
    const manager = await seed.member('acme', 'MANAGER');
    token = (await seed.apiToken('acme', manager, ['IMPORT', 'READ'])).token;
    reading = (await seed.apiToken('acme', manager, ['READ'])).token;
    const seller = await seed.member('acme', 'MANAGER', 'sales');
    inDepartment = (await seed.apiToken('acme', seller, ['IMPORT', 'READ'])).token;
  });

  it('by an API token imports into its organization, as far as its person may, and is in the audit log', async () => {
    const authority = await authorizeCommand(database(), token);
    expect(authority.organizationId).toBe('acme');
    expect(authority.permissions?.allows('CREATE', { resource: 'IMPORT', departmentId: null })).toBe(true);
    await authority.onPublished({ importId: '7', source: 'spring.csv', loaded: 3 }, null);
    const [entry] = await database().prisma.auditEntry.findMany({ where: { organizationId: 'acme' } });
    expect(entry).toMatchObject({ action: 'import.published', resourceId: '7', address: 'the command line' });
    const seller = await authorizeCommand(database(), inDepartment, 'acme');
    expect(seller.permissions?.allows('CREATE', { resource: 'IMPORT', departmentId: null })).toBe(false);
    expect(seller.permissions?.allows('CREATE', { resource: 'IMPORT', departmentId: 'sales' })).toBe(true);
    await expect(seller.requireDepartment('press')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    ['that is none', () => 'secret', /^The token is no API token/],
    [
      'that nobody gave out',
      () => formatToken('api', 'acme', createSecret()),
      /^The token is invalid or no longer valid/,
    ],
    ['without the scope', () => reading, /lacks the scope IMPORT/],
  ])('is refused with a token %s', async (_what, tokenOf, message) => {
    await expect(authorizeCommand(database(), tokenOf())).rejects.toThrow(message);
  });

  it('is refused with a token of another organization than the one that is named', async () => {
    await expect(authorizeCommand(database(), token, 'beta')).rejects.toThrow(
      /^The token is for the organization "acme", and not for "beta"/,
    );
  });

  it('of the operator imports into the first organization, or one that is there', async () => {
    expect(await authorizeOperator(database())).toMatchObject({ organizationId: 'default' });
    const operator = await authorizeOperator(database(), 'beta');
    expect(operator).toMatchObject({ organizationId: 'beta', permissions: undefined });
    await expect(operator.requireDepartment('sales')).rejects.toThrow(
      /^There is no department "sales" in the organization "beta"/,
    );
    await expect(authorizeOperator(database(), 'bta')).rejects.toThrow(
      /^There is no organization "bta"\. There are acme, beta/,
    );
  });
});
