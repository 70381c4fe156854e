import { expect, it, vi } from 'vitest';
import { seedAccess } from '../../../../test/access/people.ts';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { adminOf } from '../../../../test/readers.ts';
import { faceForCreator, faceForManager } from '../plan/faces.ts';
import { listBriefs, rateBrief, requireBrief } from './brief-record.ts';
import { startBriefs } from './start-briefs.fixture.ts';

describeOnBothDatabases('the briefs of an organization', (database) => {
  it('are listed newest first, page by page, by brand, platform and campaign, and rated', async () => {
    const { ask, organizationId, state } = startBriefs(database());
    const ids: string[] = [];
    for (const [brand, platform, campaignId] of [
      ['Northwind', 'INSTAGRAM', 'spring-26'],
      ['Northwind', 'TIKTOK', null],
      ['Southgate', 'TIKTOK', null],
    ] as const) {
      state.clock += 1_000;
      // Ids of one millisecond have no order between them.
      const now = Date.now();
      await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(now), { interval: 1 });
      ids.unshift((await ask({ brand, platform, campaignId })).brief.id);
    }
    const list = async (
      filter: Partial<Parameters<typeof listBriefs>[1]> = {},
      of: string = organizationId,
    ) => {
      const all = {
        first: 10,
        after: null,
        orderBy: 'CREATED_AT_DESC' as const,
        brand: null,
        platform: null,
        campaignId: null,
      };
      return listBriefs(adminOf(database(), of), { ...all, ...filter });
    };
    const idsOf = ({ edges }: Awaited<ReturnType<typeof list>>) => edges.map(({ node }) => node.id);
    expect(idsOf(await list())).toEqual(ids);
    expect(idsOf(await list({ brand: ' north WIND'.replace('h W', 'hw') }))).toEqual(ids.slice(1));
    expect(idsOf(await list({ platform: 'TIKTOK' }))).toEqual(ids.slice(0, 2));
    expect(idsOf(await list({ campaignId: 'spring-26' }))).toEqual(ids.slice(2));
    const page = await list({ first: 2 });
    expect(idsOf(page)).toEqual(ids.slice(0, 2));
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect(idsOf(await list({ first: 2, after: page.pageInfo.endCursor }))).toEqual(ids.slice(2));
    await expect(list({ after: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });

    const rating = { id: String(ids[0]), score: 4, note: 'good hooks', ratedAt: new Date() };
    expect((await rateBrief(adminOf(database(), organizationId), rating)).rating).toMatchObject({
      score: 4,
      note: 'good hooks',
    });
    await expect(
      rateBrief(adminOf(database(), organizationId), { ...rating, score: 6 }),
    ).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(rateBrief(adminOf(database(), 'another'), rating)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      rateBrief(adminOf(database(), organizationId), { ...rating, id: 'x' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(idsOf(await list({}, 'another'))).toEqual([]);
  });
});

describeOnBothDatabases('a brief of before', (database) => {
  it('reads as it was, without what came later', async () => {
    const { ask, organizationId } = startBriefs(database());
    await ask();
    const id = await seedAccess(database()).brief(organizationId);
    const brief = await requireBrief(adminOf(database(), organizationId), 'READ', id);
    expect(brief).toMatchObject({ caption: 'c', objective: '', shots: [], dos: [], kind: null, kpi: null });
    expect(brief).toMatchObject({ original: null, edit: null, variant: 0, creators: [], timeline: [] });
    expect(brief.request).toMatchObject({ facts: [], link: null, creator: null, deliverables: [] });
    expect(faceForCreator(brief).sections.map(({ heading }) => heading)).toContain('Caption');
    expect(faceForManager(brief).text).not.toContain('## Target');
  });
});
