import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { runImport } from '../../imports/run/import.ts';

const FIGURE = '{ value { amount currency } unknownBecause currencies postCount postShare }';
const MONEY = `money {
  cost ${FIGURE} revenue ${FIGURE} clicks { value postCount } cpm ${FIGURE} cpe ${FIGURE} cpc ${FIGURE}
  roas { value postShare } emv ${FIGURE}
}`;

interface Figure {
  readonly value: { readonly amount: string; readonly currency: string } | null;
  readonly unknownBecause: string | null;
  readonly currencies: readonly string[];
  readonly postCount: number;
  readonly postShare: number | null;
}
interface Money {
  readonly money: Readonly<Record<'cost' | 'revenue' | 'cpm' | 'cpe' | 'cpc' | 'emv', Figure>> & {
    readonly clicks: { readonly value: number | null };
    readonly roas: { readonly value: string | null };
  };
}

const HEADER =
  'campaignId,influencerId,postId,platform,postedAt,views,likes,comments,shares,cost,revenue,clicks,currency';
const FIRST = `${HEADER}
glow,ana,a1,TIKTOK,2026-03-01,10000,300,50,50,100.10,250,50,EUR
glow,ana,a2,YOUTUBE,2026-03-08,5000,90,5,5,0.20,,,EUR
glow,ben,b1,TIKTOK,2026-03-08,2000,10,0,0,,,10,
mixed,ana,a3,TIKTOK,2026-03-01,1000,10,0,0,5,,,EUR
mixed,ben,b2,TIKTOK,2026-03-01,1000,10,0,0,5,,,USD
`;
/** Another source has one of the posts too: its row counts. */
const SECOND = `${HEADER}
glow,ana,a1,TIKTOK,2026-03-01,20000,300,50,50,200,,,EUR
`;

describeOnBothDatabases('money', (database) => {
  let app: RunningApp;
  const load = (source: string, text: string) =>
    runImport(
      { database: database(), logger: silentLogger, now: () => performance.now() },
      {
        organizationId: 'default',
        file: { source, open: () => Readable.from([Buffer.from(text)]), size: null },
        readOptions: { encoding: 'utf-8', map: {}, set: {} },
        rejectLimit: { rows: 0 },
        isDryRun: false,
      },
    );
  const ask = async <Data>(query: string): Promise<Data> => {
    const { data, errors } = await app.query<Data>(query);
    expect(errors).toBeUndefined();
    return data;
  };
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  beforeAll(async () => {
    await load('first.csv', FIRST);
    await load('plain.csv', 'campaignId,influencerId,views,likes\nplain,ana,100,1\n');
    app = await startApp(database());
  });
  afterAll(() => app.close());

  it('stands on posts as it was imported', async () => {
    const { campaign } = await ask<{ campaign: { posts: { nodes: unknown[] } } }>(
      '{ campaign(id: "glow") { posts { nodes { postId cost revenue clicks conversions currency } } } }',
    );
    expect(campaign.posts.nodes).toEqual([
      { postId: 'a1', cost: '100.1', revenue: '250', clicks: 50, conversions: null, currency: 'EUR' },
      { postId: 'a2', cost: '0.2', revenue: null, clicks: null, conversions: null, currency: 'EUR' },
      { postId: 'b1', cost: null, revenue: null, clicks: 10, conversions: null, currency: null },
    ]);
  });

  it('gives figures of a campaign, with the posts that they rest on', async () => {
    const { campaign } = await ask<{ campaign: Money }>(`{ campaign(id: "glow") { ${MONEY} } }`);
    const { money } = campaign;
    expect(money.cost).toEqual({
      value: eur('100.3'),
      unknownBecause: null,
      currencies: ['EUR'],
      postCount: 2,
      postShare: 66.66666666666666,
    });
    expect(money.cpm.value).toEqual(eur('6.686667'));
    expect(money.cpe.value).toEqual(eur('0.2006'));
    expect(money.cpc).toMatchObject({ value: eur('2.002'), postCount: 1 });
    expect(money.clicks.value).toBe(60);
    expect(money.roas.value).toBe('2.497502');
    expect(money.emv).toMatchObject({ value: null, unknownBecause: 'NO_RATES' });
  });

  it('adds up: the parts of a campaign cost what the whole does, by platform, by creator and by day', async () => {
    const { campaign } = await ask<{
      campaign: Money &
        Record<'platforms', Money[]> &
        Record<'performers', { nodes: Money[] }> &
        Record<'before' | 'after', Money>;
    }>(`{ campaign(id: "glow") {
      ${MONEY} platforms { ${MONEY} } performers { nodes { ${MONEY} } }
      before: totals(filter: { to: "2026-03-07" }) { ${MONEY} } after: totals(filter: { from: "2026-03-08" }) { ${MONEY} }
    } }`);
    const costOf = (parts: readonly Money[]) =>
      parts.reduce((sum, { money }) => sum + Math.round(Number(money.cost.value?.amount ?? 0) * 100), 0);
    const whole = costOf([campaign]);
    expect(whole).toBe(10_030);
    expect(costOf(campaign.platforms)).toBe(whole);
    expect(costOf(campaign.performers.nodes)).toBe(whole);
    expect(costOf([campaign.before, campaign.after])).toBe(whole);
    expect(campaign.before.money.cost.value).toEqual(eur('100.1'));
  });

  it('of filtered rows is that of the posts that the filter leaves', async () => {
    const { campaign } = await ask<{
      campaign: { performers: { nodes: (Money & { influencerId: string })[] } };
    }>(
      `{ campaign(id: "glow") { performers(filter: { platforms: ["YOUTUBE"] }) { nodes { influencerId ${MONEY} } } } }`,
    );
    expect(campaign.performers.nodes).toMatchObject([
      { influencerId: 'ana', money: { cost: { value: eur('0.2'), postShare: 100 } } },
    ]);
  });

  it('over several currencies is null, and says which', async () => {
    const { campaign, influencer } = await ask<{ campaign: Money; influencer: Money }>(
      `{ campaign(id: "mixed") { ${MONEY} } influencer(id: "ana") { ${MONEY} } }`,
    );
    expect(campaign.money.cost).toMatchObject({
      value: null,
      unknownBecause: 'SEVERAL_CURRENCIES',
      currencies: ['EUR', 'USD'],
      postCount: 2,
    });
    // Four posts of hers, three with a cost, in two campaigns; those of ben are not among them.
    expect(influencer.money.cost).toMatchObject({ value: eur('105.3'), postCount: 3, postShare: 75 });
  });

  it('is not reported where no export has any', async () => {
    const { campaign } = await ask<{ campaign: Money }>(`{ campaign(id: "plain") { ${MONEY} } }`);
    expect(campaign.money.cost).toEqual({
      value: null,
      unknownBecause: 'NOT_REPORTED',
      currencies: [],
      postCount: 0,
      postShare: 0,
    });
  });

  it('has an earned media value by the rates that the organization sets, and says them in the audit log', async () => {
    const set = await ask<{ setMediaRate: unknown }>(
      'mutation { setMediaRate(input: { platform: "tiktok", currency: "EUR", perView: "0.0015", perLike: "0.1" }) { mediaRate { platform perView perShare } errors { message } } }',
    );
    expect(set.setMediaRate).toEqual({
      mediaRate: { platform: 'TIKTOK', perView: '0.0015', perShare: null },
      errors: [],
    });
    const { campaign, influencer, auditLog } = await ask<{
      campaign: Money & { performers: { nodes: Money[] } };
      influencer: Money;
      auditLog: { nodes: { action: string; resource: string }[] };
    }>(
      `{ campaign(id: "glow") { ${MONEY} performers { nodes { ${MONEY} } } } influencer(id: "ana") { ${MONEY} }
         auditLog(first: 1) { nodes { action resource } } }`,
    );
    // (10,000 + 2,000) x 0.0015 + (300 + 10) x 0.1, of two of three posts.
    expect(campaign.money.emv).toMatchObject({ value: eur('49'), postCount: 2 });
    const parts = campaign.performers.nodes.map(({ money }) => Number(money.emv.value?.amount));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(49);
    expect(influencer.money.emv.value).toEqual(eur('47.5'));
    expect(auditLog.nodes).toEqual([{ action: 'MEDIA_RATE_SET', resource: 'MEDIA_RATE' }]);
    const { setMediaRate } = await ask<{ setMediaRate: { errors: { path: string[] }[] } }>(
      'mutation { setMediaRate(input: { platform: "tiktok", currency: "EUR", perView: "-1" }) { errors { path } } }',
    );
    expect(setMediaRate.errors).toEqual([{ path: ['input', 'perView'] }]);
    await ask('mutation { removeMediaRate(input: { platform: "TIKTOK" }) { platform errors { message } } }');
    expect(
      (await ask<{ campaign: Money }>(`{ campaign(id: "glow") { ${MONEY} } }`)).campaign.money.emv
        .unknownBecause,
    ).toBe('NO_RATES');
  });

  it('of a post in two sources is that of the later one, and the earlier again when that is gone', async () => {
    const find = async () =>
      (await ask<{ campaign: Money }>(`{ campaign(id: "glow") { ${MONEY} } }`)).campaign.money.cost.value;
    await load('second.csv', SECOND);
    expect(await find()).toEqual(eur('200.2'));
    await load('second.csv', `${HEADER}\nother,cid,c1,TIKTOK,,1,0,0,0,,,,\n`);
    expect(await find()).toEqual(eur('100.3'));
  });

  it('stands in the file of a leaderboard', async () => {
    const response = await fetch(`${app.url}/leaderboard.csv?campaignId=glow&rankBy=VIEWS`);
    const [header = '', ana = '', ben = ''] = (await response.text()).trim().split(/\r?\n/);
    expect(header.endsWith('currency,cost,revenue,clicks,conversions,cpm,cpe,cpc,cpa,roas,costPosts')).toBe(
      true,
    );
    expect(ana.endsWith(',EUR,100.3,250,50,,6.686667,0.2006,2.002,,2.497502,2')).toBe(true);
    expect(ben.endsWith(',,,,10,,,,,,,0')).toBe(true);
  });
});
