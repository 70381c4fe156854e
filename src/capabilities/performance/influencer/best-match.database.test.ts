import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { importRows } from '../../../../test/measured-rows.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';

const IDS = ['1-glow', 'GLOW', 'Glow_1', 'Zglow', 'glow', 'glow%', 'glow_1', 'glowing', 'other'];

/** What a search for each text finds, in order. */
const FOUND = [
  ['glow', ['glow', 'GLOW', 'Glow_1', 'glow%', 'glow_1', 'glowing', '1-glow', 'Zglow']],
  ['glow_1', ['glow_1', 'Glow_1']],
  ['%', ['glow%']],
  ['nobody', []],
  [null, IDS],
] as const;

describeOnBothDatabases('the best matches of a search', (database) => {
  let app: RunningApp;
  beforeAll(async () => {
    await importRows(
      database(),
      IDS.map((id) => ({ campaignId: id, influencerId: id, views: 10 })),
    );
    app = await startApp(database());
  });
  afterAll(() => app.close());

  it.each(
    FOUND.flatMap(([search, ids]) =>
      ['campaigns', 'influencers'].map((list) => [list, search, ids] as const),
    ),
  )('of %s for %j come in the order %j, page by page', async (list, search, ids) => {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors }: Awaited<ReturnType<typeof ask>> = await ask(list, search, after);
      expect(errors).toBeUndefined();
      found.push(...(data[list]?.nodes.map(({ id }) => id) ?? []));
      after = data[list]?.pageInfo.hasNextPage === true ? data[list].pageInfo.endCursor : null;
    } while (after !== null);
    expect(found).toEqual(ids);
  });

  const ask = (list: string, search: string | null, after: string | null) =>
    app.query<
      Record<
        string,
        { nodes: readonly { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
      >
    >(
      `query ($search: String, $after: String) {
         ${list}(search: $search, orderBy: BEST_MATCH, first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
       }`,
      { search, after },
    );
});
