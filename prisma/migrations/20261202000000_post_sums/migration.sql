-- What the posts of one import add up to. The importer writes these rows beside its posts, where no query sees them before
-- the import is published; they go with the import. A row holds many sums, so that a million posts take some thousands of
-- rows: the n-th element of each array belongs to the n-th key. A key may come in several rows of an import, whose
-- elements are added.
create table post_sum (
  organization_id text collate "C" not null,
  import_id       bigint not null,
  number          integer not null,
  kind            text collate "C" not null,
  -- null: over all campaigns of the import.
  campaign_id     text collate "C",
  -- null: of posts without a platform, or, of days, over all of them.
  platform        text collate "C",
  -- Influencers, days as YYYY-MM-DD, or hashtags.
  keys            text[] collate "C",
  posts           bigint[],
  views           bigint[],
  -- An element is null where its posts did not report them.
  likes           bigint[],
  comments        bigint[],
  shares          bigint[],
  constraint post_sum_pkey primary key (organization_id, import_id, number),
  constraint post_sum_kind_check check (kind in ('CREATOR', 'DAY', 'HASHTAG'))
);

-- Compressing them would cost an import more than writing them.
alter table post_sum
  alter column posts set storage external, alter column views set storage external, alter column likes set storage external,
  alter column comments set storage external, alter column shares set storage external;

-- No query asks what stands in them, and to analyze them would read them all.
alter table post_sum
  alter column keys set statistics 0, alter column posts set statistics 0, alter column views set statistics 0,
  alter column likes set statistics 0, alter column comments set statistics 0, alter column shares set statistics 0;

create index post_sum_organization_id_kind_campaign_id_platform_idx on post_sum (organization_id, kind, campaign_id, platform);

insert into post_sum (organization_id, import_id, number, kind, campaign_id, platform, keys, posts, views, likes, comments, shares)
select organization_id, import_id, row_number() over (partition by organization_id, import_id), kind, campaign_id, platform,
       array_agg(key), array_agg(posts), array_agg(views), array_agg(likes), array_agg(comments), array_agg(shares)
  from (
    select post.organization_id, import_id, entry.kind, entry.campaign_id, entry.platform, entry.key, count(*) as posts,
           sum(views)::bigint as views, sum(likes)::bigint as likes, sum(comments)::bigint as comments,
           sum(shares)::bigint as shares
      from post
      join import on import.id = post.import_id and import.status = 'PUBLISHED'
     cross join lateral (
       select 'CREATOR', scope, post.platform, influencer_id from (values (post.campaign_id), (null)) as scopes (scope)
       union all
       select 'DAY', post.campaign_id, null, to_char(posted_at at time zone 'UTC', 'YYYY-MM-DD') where posted_at is not null
       union all
       select 'HASHTAG', scope, post.platform, hashtag
         from (values (post.campaign_id), (null)) as scopes (scope), unnest(post.hashtags) as hashtag
     ) as entry (kind, campaign_id, platform, key)
     group by 1, 2, 3, 4, 5, 6
  ) as sums
 group by organization_id, import_id, kind, campaign_id, platform;

alter table post_sum enable row level security;
create policy organization_wall on post_sum to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on post_sum to marquee_app;

-- Of these tables an import may change any share at once. Vacuum comes sooner than after a fifth of the rows, and a campaign's
-- row, of which no index holds what changes, finds room on its own page.
alter table campaign set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
alter table campaign_performance set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
alter table influencer set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
alter table post set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 10000);
alter table post_sum set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
alter table rejected_row set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

analyze import;
analyze campaign;
analyze post_sum;
