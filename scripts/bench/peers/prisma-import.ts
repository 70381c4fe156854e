// What one writes first with what this project has: fast-csv reads, Prisma's createMany writes a thousand rows at a time.
import { createReadStream } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { parse } from 'fast-csv';
import { type Prisma, PrismaClient } from '../../../src/platform/storage/generated/client.ts';

const ROWS_AT_ONCE = 1_000;
const [path = '', connectionString = ''] = process.argv.slice(2);
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
await prisma.$connect();
const startedAt = performance.now();
let line = 0n;
let rows: Prisma.PostCreateManyInput[] = [];
const write = async () => {
  await prisma.post.createMany({ data: rows });
  rows = [];
};
for await (const row of createReadStream(path).pipe(
  parse<Record<string, string>, Record<string, string>>({ headers: true }),
)) {
  rows.push({
    organizationId: 'default',
    importId: 1n,
    line: ++line,
    campaignId: row.campaign_id,
    influencerId: row.influencer_id,
    postId: row.post_id,
    platform: row.platform,
    postedAt: new Date(row.posted_at),
    views: BigInt(row.views),
    likes: BigInt(row.likes),
    comments: BigInt(row.comments),
    shares: BigInt(row.shares),
    saves: BigInt(row.saves),
    followers: BigInt(row.followers),
    caption: row.caption,
    hashtags: row.hashtags.split(' '),
    url: row.url,
  });
  if (rows.length === ROWS_AT_ONCE) await write();
}
await write();
console.log((performance.now() - startedAt) / 1_000);
await prisma.$disconnect();
