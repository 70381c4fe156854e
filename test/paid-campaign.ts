import { Readable } from 'node:stream';
import { runImport } from '../src/capabilities/imports/run/import.ts';
import type { Database } from '../src/platform/storage/database.ts';
import { silentLogger } from './databases.ts';

/** Of paid, ana is better than ben by more than chance explains, and cleo is not; the second week of March has more than the first. */
const EXPORT = `campaignId,influencerId,postId,platform,postedAt,views,likes,comments,shares,cost,revenue,clicks,currency,caption,url
paid,ana,a1,TIKTOK,2026-03-09,20000,1800,100,100,1200.5,2500,400,EUR,#ad My new lamp,https://tiktok.example/a1
paid,ana,a2,TIKTOK,2026-03-02,10000,900,50,50,400,600,100,EUR,A lamp that I like,https://tiktok.example/a2
paid,ben,b1,INSTAGRAM,2026-03-10,20000,500,50,50,300,,,EUR,Anzeige: die neue Lampe,https://instagram.example/b1
paid,cleo,c1,YOUTUBE,2026-03-11,400,40,0,0,,,,,,https://youtube.example/c1
mixed,ana,m1,TIKTOK,2026-03-02,1000,10,0,0,5,,,EUR,#ad,
mixed,ben,m2,TIKTOK,2026-03-02,1000,10,0,0,5,,,USD,#ad,
`;

/** Imports the campaign paid, whose posts have captions and cost money, and mixed, of which two currencies are reported. */
export async function importPaidCampaigns(database: Database): Promise<void> {
  await runImport(
    { database, logger: silentLogger, now: () => performance.now() },
    {
      organizationId: 'default',
      file: { source: 'paid.csv', open: () => Readable.from([Buffer.from(EXPORT)]), size: null },
      readOptions: { encoding: 'utf-8', map: {}, set: {} },
      rejectLimit: { rows: 0 },
      isDryRun: false,
    },
  );
}
