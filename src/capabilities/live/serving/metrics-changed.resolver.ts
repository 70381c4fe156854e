import { Arg, ID, Resolver, Root, type SubscribeResolverData, Subscription } from 'type-graphql';
import { Allows } from '../../access/index.ts';
import type { LiveContext } from '../context.ts';
import type { LiveSnapshot } from '../watching/metrics-watch.ts';
import { LiveSnapshotType } from './live-numbers.type.ts';

@Resolver()
export class MetricsChangedResolver {
  @Allows('READ', 'CAMPAIGN')
  @Subscription(() => LiveSnapshotType, {
    subscribe: followMetrics,
    description:
      "A campaign's live metrics whenever they change, at most once a second, and at once where lastId is not theirs. Served as server-sent events, at /graphql with Accept: text/event-stream. It ends with NOT_FOUND where the campaign may not be seen any more.",
  })
  campaignMetricsChanged(
    @Root() snapshot: LiveSnapshot,
    @Arg('campaignId', () => ID, { description: 'The campaign.' }) _campaignId: string,
    @Arg('lastId', () => ID, {
      nullable: true,
      description: 'The id of the last snapshot that the client has: it is not given again.',
    })
    _lastId: string | null,
  ): LiveSnapshot {
    return snapshot;
  }
}

interface Arguments {
  readonly campaignId: string;
  readonly lastId?: string | null;
}

/** TypeGraphQL calls this without an instance, so what it needs comes in by the context. */
async function* followMetrics({
  args: { campaignId, lastId },
  context,
}: SubscribeResolverData<unknown, Arguments, LiveContext>): AsyncGenerator<LiveSnapshot, void, undefined> {
  const { live, organizationId, database } = context;
  await live.requireCampaign(context, campaignId);
  const snapshots = live.watch.follow(
    { organizationId, campaignId },
    { lastId: lastId ?? null, signal: AbortSignal.any([context.request.signal, live.closing]) },
  );
  for await (const snapshot of snapshots) {
    // Whoever loses the campaign meanwhile sees no further numbers of it.
    const { permissions } = await context.renew();
    await live.requireCampaign({ database, organizationId, permissions }, campaignId);
    yield snapshot;
  }
}
