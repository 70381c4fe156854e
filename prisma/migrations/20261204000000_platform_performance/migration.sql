-- What a creator achieved on a platform, over the posts of all published imports: who was best on it is read from the
-- index, however many imports there are. Changed by the difference at publication, as campaign_performance is. Posts without
-- a platform count in none.
create table platform_performance (
  organization_id text collate "C" not null,
  platform        text collate "C" not null,
  influencer_id   text collate "C" not null,
  posts           bigint not null,
  views           bigint not null,
  interactions    bigint not null,
  -- As that of campaign_performance.
  confident_engagement_rate double precision generated always as (
    case when views > 0 then greatest(
      0,
      (
        interactions::double precision / views + 3.8414588206941227 / (2 * views::double precision)
        - 1.959963984540054 * sqrt(
            greatest(0, interactions::double precision / views * (1 - interactions::double precision / views)) / views
            + 3.8414588206941227 / (4 * views::double precision * views::double precision)
          )
      ) / (1 + 3.8414588206941227 / views) * 100
    ) end
  ) stored,
  constraint platform_performance_pkey primary key (organization_id, platform, influencer_id)
);

-- Creators are now counted there; by campaign they stay, for what changes at the next publication.
delete from post_sum where kind = 'CREATOR' and campaign_id is null;

insert into platform_performance (organization_id, platform, influencer_id, posts, views, interactions)
select organization_id, platform, key, sum(posts)::bigint, sum(views)::bigint,
       coalesce(sum(likes), 0)::bigint + coalesce(sum(comments), 0)::bigint + coalesce(sum(shares), 0)::bigint
  from (
    select sum.organization_id, sum.platform, unnest(sum.keys) as key, unnest(sum.posts) as posts, unnest(sum.views) as views,
           unnest(sum.likes) as likes, unnest(sum.comments) as comments, unnest(sum.shares) as shares
      from post_sum as sum
      join import on import.id = sum.import_id and import.status = 'PUBLISHED'
     where sum.kind = 'CREATOR' and sum.platform is not null
  ) as entry
 group by organization_id, platform, key
having sum(posts) > 0;

-- The order in which a brief asks for the best. Whoever has fewer views than 1,000 comes behind everybody who has, is
-- seldom asked for, and is most of an export with a row a creator: an entry for each would cost an import more than the row.
create index platform_performance_ranking_idx on platform_performance
  (organization_id, platform, confident_engagement_rate desc, views desc, influencer_id)
  where views >= 1000;

alter table platform_performance set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

alter table platform_performance enable row level security;
create policy organization_wall on platform_performance to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on platform_performance to marquee_app;

-- The import that platform_performance rests on: not last_import_id where a server of the version before has published.
alter table organization add column platform_import_id bigint;
update organization set platform_import_id = last_import_id;

analyze platform_performance;
