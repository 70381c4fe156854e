/** How an event is sent by a program; with a token where people have to sign in. */
export function sendByCurl(
  campaignId: string,
  { origin, withToken }: { readonly origin: string; readonly withToken: boolean },
): string {
  const event = { id: 'evt-1', campaignId, influencerId: 'CREATOR', kind: 'VIEW', count: 120 };
  return [
    `curl ${origin}/events -H 'content-type: application/json'`,
    ...(withToken ? [`  -H 'authorization: Bearer TOKEN'`] : []),
    `  -d '${JSON.stringify(event).replaceAll("'", `'\\''`)}'`,
  ].join(' \\\n');
}

/** How pages send events with a public write key: a click by a script, and a view by a picture. */
export function sendByPage(key: string, origin: string): string {
  return `<script>
  function sendEvent(influencerId, kind) {
    const events = [{ id: crypto.randomUUID(), influencerId, kind }];
    navigator.sendBeacon('${origin}/public/events?k=${key}', JSON.stringify(events));
  }
</script>
<img src="${origin}/p.gif?k=${key}&amp;e=view&amp;i=CREATOR" width="1" height="1" alt="">`;
}
