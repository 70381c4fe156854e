import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { countEvents, openLog, waitUntilCounted } from '../counting/counting.fixture.ts';

const SENDERS = 4;
const BATCH = 100;
const LIMIT = 1_000;

describeOnBothDatabases('a log that is full', (database) => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp(database(), { EVENT_CONSUMER: 'false', EVENT_LAG_LIMIT: String(LIMIT) });
  });
  afterAll(() => app.close());

  let sent = 0;
  /** @returns the status, and how many receipts say that an event is safe */
  async function send() {
    sent += 1;
    const events = Array.from({ length: BATCH }, (_, number) => ({
      id: `${sent}-${number}`,
      campaignId: 'spring',
      influencerId: 'ana',
      kind: 'VIEW',
    }));
    const response = await fetch(`${app.url}/events?createCampaigns=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    const answer: { receipts?: { status: string }[]; code?: string } = await response.json();
    return {
      status: response.status,
      code: answer.code,
      retryAfter: Number(response.headers.get('retry-after')),
      accepted: (answer.receipts ?? []).filter(({ status }) => status === 'ACCEPTED').length,
    };
  }

  it('takes no more, says when to come again, loses nothing that it took, and serves meanwhile', async () => {
    let accepted = 0;
    const refusals: Awaited<ReturnType<typeof send>>[] = [];
    // Each sends until it is refused: together, more than may wait.
    const sendUntilRefused = async () => {
      for (;;) {
        const answer = await send();
        accepted += answer.accepted;
        if (answer.status !== 202) {
          refusals.push(answer);
          return;
        }
        for (const path of ['/livez', '/readyz']) expect((await fetch(`${app.url}${path}`)).status).toBe(200);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sendUntilRefused));
    expect(accepted).toBeGreaterThanOrEqual(LIMIT);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 429, code: 'RATE_LIMITED', accepted: 0 });
      expect(refusal.retryAfter).toBeGreaterThan(0);
    }
    const log = await openLog(database());
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    await counting.stop();
    const { data } = await app.query<{ campaignMetrics: { views: number } }>(
      '{ campaignMetrics(campaignId: "spring", window: TOTAL) { views } }',
    );
    expect(data.campaignMetrics.views).toBe(accepted);
    // What is full is heard of a moment later.
    let again = await send();
    while (again.status === 429) again = await send();
    expect(again).toMatchObject({ status: 202, accepted: BATCH });
  });
});
