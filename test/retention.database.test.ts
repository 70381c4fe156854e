// TypeGraphQL's decorators ask for it when the capabilities are loaded.
import 'reflect-metadata';
import { expect, it } from 'vitest';
import { purgeAudit } from '../src/capabilities/access/audit/purge-audit.ts';
import { purgeBriefs } from '../src/capabilities/briefs/purge-briefs.ts';
import { purgeImportRecords } from '../src/capabilities/imports/record/purge-records.ts';
import { type Database, statement } from '../src/platform/storage/database.ts';
import { seedAccess } from './access/people.ts';
import { describeOnBothDatabases } from './databases.ts';
import { importRows } from './measured-rows.ts';

const NOW = new Date('2027-06-30T12:00:00Z');
const OLD = new Date('2027-01-01T00:00:00Z');
const YOUNG = new Date('2027-06-29T00:00:00Z');
const ROW = { campaignId: 'spring', influencerId: 'ana', views: 100, likes: 1 };

const list = async (database: Database, text: string) =>
  (await database.query<{ value: string }>(statement('', text))).map(({ value }) => value);

describeOnBothDatabases('what has had its time', (database) => {
  const run = (text: string, values: readonly (string | Date)[] = []) =>
    database().query(statement('', text), values);

  it('takes old records of imports with their quarantines and shares, and never what is published', async () => {
    const organizationId = 'imports';
    for (const [source, versions] of Object.entries({ old: 2, young: 2 }))
      for (let version = 1; version <= versions; version++)
        await importRows(database(), [{ ...ROW, views: 100 + version }], { source, organizationId });
    const seed = seedAccess(database());
    const person = await seed.person('ana');
    await run(`update import set finished_at = $2 where organization_id = $1 and source = 'old'`, [
      organizationId,
      OLD,
    ]);
    await run(`update import set finished_at = $2 where organization_id = $1 and source = 'young'`, [
      organizationId,
      YOUNG,
    ]);
    await run(
      `insert into rejected_row (organization_id, import_id, line, byte_offset, raw, code, message)
       select organization_id, id, 2, 10, 'x', 'not_a_count', 'x' from import where organization_id = $1`,
      [organizationId],
    );
    await run(
      `insert into resource_grant (organization_id, resource, resource_id, person_id, access, created_by)
       select organization_id, 'IMPORT', id::text, $2, 'VIEW', 'somebody' from import where organization_id = $1`,
      [organizationId, person],
    );

    expect(await purgeImportRecords(database(), 30, NOW)).toBe(1);

    const kept = ['old PUBLISHED', 'young PUBLISHED', 'young REPLACED'];
    const ofImports = (columns: string) =>
      list(database(), `select source || ' ' || status as value from import ${columns} order by 1`);
    expect(await ofImports(`where organization_id = 'imports'`)).toEqual(kept);
    expect(await ofImports('join rejected_row as kept on kept.import_id = import.id')).toEqual(kept);
    expect(await ofImports(`join resource_grant as kept on kept.resource_id = import.id::text`)).toEqual(
      kept,
    );
  });

  it('takes old briefs of every organization, with the guest links to them', async () => {
    const seed = seedAccess(database());
    const briefs: string[] = [];
    for (const organizationId of ['briefs-1', 'briefs-2']) {
      await seed.organization(organizationId);
      for (const at of [OLD, YOUNG]) {
        const id = await seed.brief(organizationId);
        briefs.push(id);
        await run('update brief set created_at = $2 where id = $1::uuid', [id, at]);
        await run(
          `insert into guest_link (organization_id, token_hash, resource, resource_id, access, expires_at, created_by)
           values ($1, $2, 'BRIEF', $2, 'VIEW', now(), 'somebody')`,
          [organizationId, id],
        );
      }
    }
    const [, first = '', , second = ''] = briefs;

    expect(await purgeBriefs(database(), 30, NOW)).toBe(2);

    expect(new Set(await list(database(), `select id::text as value from brief`))).toEqual(
      new Set([first, second]),
    );
    expect(new Set(await list(database(), 'select resource_id as value from guest_link'))).toEqual(
      new Set([first, second]),
    );
  });

  it('takes old entries of the audit log, which nothing else can change', async () => {
    await seedAccess(database()).organization('audit');
    for (const at of [OLD, YOUNG])
      await run(
        `insert into audit_entry (organization_id, at, actor_kind, actor_name, action, resource)
         values ('audit', $1, 'SYSTEM', 'x', 'x', 'BRIEF')`,
        [at],
      );

    expect(await purgeAudit(database(), 30, NOW)).toBe(1);

    expect(await list(database(), 'select at::date::text as value from audit_entry')).toEqual(['2027-06-29']);
    await expect(run('delete from audit_entry')).rejects.toThrow(/append-only/);
    await expect(
      database().transaction(async (session) => {
        await session.query(statement('', `select set_config('app.purges_audit', 'on', true)`));
        await session.query(statement('', `update audit_entry set action = 'y'`));
      }),
    ).rejects.toThrow(/append-only/);
  });
});
