-- The performances of usual campaigns apart from those of large ones, which alone have an index a ranking: a leaderboard of some
-- thousands of creators is sorted in milliseconds as it is read, and the four indexes were most of what an import cost. Without
-- them, no index holds what an import changes, so that an update finds room on the row's own page and touches no index: the pages
-- of usual campaigns are filled to 60 %.

alter table campaign_performance rename to campaign_performance_before;
drop index campaign_performance_engagement_rate_idx, campaign_performance_confident_engagement_rate_idx,
  campaign_performance_views_idx, campaign_performance_interactions_idx, campaign_performance_organization_id_influencer_id_idx;
alter table campaign_performance_before drop constraint campaign_performance_pkey;

create table campaign_performance (
  organization_id text collate "C" not null,
  campaign_id     text collate "C" not null,
  influencer_id   text collate "C" not null,
  -- The same for all performances of a campaign.
  is_large        boolean not null default false,
  posts           bigint not null,
  views           bigint not null,
  likes           bigint,
  comments        bigint,
  shares          bigint,
  likes_posts     bigint not null default 0,
  comments_posts  bigint not null default 0,
  shares_posts    bigint not null default 0,
  interactions    bigint not null,
  engagement_rate double precision generated always as (
    case when views > 0 then interactions::double precision / views * 100 end
  ) stored,
  -- As before: the lower bound of the Wilson score interval at 95 %.
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
  ) stored
) partition by list (is_large);

create table campaign_performance_usual partition of campaign_performance for values in (false)
  with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
create table campaign_performance_large partition of campaign_performance for values in (true)
  with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

-- In the order in which a campaign is read.
insert into campaign_performance
  (organization_id, campaign_id, influencer_id, is_large, posts, views, likes, comments, shares, likes_posts, comments_posts,
   shares_posts, interactions)
select performance.organization_id, performance.campaign_id, performance.influencer_id,
       coalesce(campaign.influencers > 5000, false), performance.posts, performance.views, performance.likes,
       performance.comments, performance.shares, likes_posts, comments_posts, shares_posts, performance.interactions
  from campaign_performance_before as performance
  left join campaign on campaign.organization_id = performance.organization_id and campaign.id = performance.campaign_id
 order by performance.organization_id, performance.campaign_id, performance.influencer_id;

drop table campaign_performance_before;

alter table campaign_performance
  add constraint campaign_performance_pkey primary key (organization_id, campaign_id, influencer_id, is_large);
create index campaign_performance_organization_id_influencer_id_idx on campaign_performance (organization_id, influencer_id);

-- One index a ranking, in its very order. A rate that is null (no views) ranks last, as -1 does.
create index campaign_performance_engagement_rate_idx on campaign_performance_large
  (organization_id, campaign_id, (coalesce(engagement_rate, -1)) desc, views desc, influencer_id);
create index campaign_performance_confident_engagement_rate_idx on campaign_performance_large
  (organization_id, campaign_id, (coalesce(confident_engagement_rate, -1)) desc, views desc, influencer_id);
create index campaign_performance_views_idx on campaign_performance_large
  (organization_id, campaign_id, views desc, influencer_id);
create index campaign_performance_interactions_idx on campaign_performance_large
  (organization_id, campaign_id, interactions desc, views desc, influencer_id);

-- Requests ask the table that both belong to, and have no right to the two.
alter table campaign_performance enable row level security;
create policy organization_wall on campaign_performance to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on campaign_performance to marquee_app;

analyze campaign_performance;
