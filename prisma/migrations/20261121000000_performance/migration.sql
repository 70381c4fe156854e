-- Ids and sources are compared byte by byte (collate "C"): the order of a leaderboard's ties and of a list of
-- campaigns is the same in every database, whatever its locale.

create table organization (
  id             text collate "C" not null,
  created_at     timestamptz(3) not null default current_timestamp,
  last_import_id bigint,
  constraint organization_pkey primary key (id)
);

create table campaign (
  organization_id  text collate "C" not null,
  id               text collate "C" not null,
  influencers      bigint not null,
  posts            bigint not null,
  views            bigint not null,
  likes            bigint,
  comments         bigint,
  shares           bigint,
  interactions     bigint not null,
  engagement_rate  double precision generated always as (
    case when views > 0 then interactions::double precision / views * 100 end
  ) stored,
  last_import_id   bigint not null,
  last_imported_at timestamptz(3) not null,
  constraint campaign_pkey primary key (organization_id, id),
  constraint campaign_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);

create table influencer (
  organization_id text collate "C" not null,
  id              text collate "C" not null,
  constraint influencer_pkey primary key (organization_id, id),
  constraint influencer_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);

create table import (
  id               bigserial not null,
  organization_id  text collate "C" not null,
  source           text collate "C" not null,
  status           text not null,
  fingerprint      text,
  bytes            bigint,
  started_at       timestamptz(3) not null default current_timestamp,
  finished_at      timestamptz(3),
  read             bigint not null default 0,
  loaded           bigint not null default 0,
  rejected         bigint not null default 0,
  superseded       bigint not null default 0,
  rejected_by_code jsonb not null default '{}',
  header           text[],
  message          text,
  purged_at        timestamptz(3),
  constraint import_pkey primary key (id),
  constraint import_status_check check (status in ('RUNNING', 'PUBLISHED', 'REPLACED', 'REJECTED', 'FAILED')),
  constraint import_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);

create unique index import_organization_id_id_key on import (organization_id, id);
create index import_organization_id_source_status_idx on import (organization_id, source, status);
-- A source has one published import at the most.
create unique index import_published_key on import (organization_id, source) where status = 'PUBLISHED';

-- No foreign keys on the two tables that COPY fills: checking one costs more than the row itself. The importer writes
-- under an import that it has just made, and takes its rows out again when it does not publish.
create table post (
  organization_id text collate "C" not null,
  import_id       bigint not null,
  line            bigint not null,
  campaign_id     text collate "C" not null,
  influencer_id   text collate "C" not null,
  post_id         text collate "C",
  platform        text collate "C",
  posted_at       timestamptz(3),
  views           bigint not null,
  likes           bigint,
  comments        bigint,
  shares          bigint,
  saves           bigint,
  followers       bigint,
  reach           bigint,
  caption         text,
  hashtags        text[],
  url             text,
  constraint post_pkey primary key (organization_id, import_id, line)
);

-- The posts of a campaign, and those of a performance. A B-tree over the three ids would cost a COPY more than the rows
-- themselves; this index takes what comes in as a list (fastupdate), which the importer has sorted in once it has
-- published. The hashes narrow the search down, and a query compares the ids themselves.
create index post_keys_idx on post using gin ((array[
  hashtextextended(campaign_id, hashtextextended(organization_id, 0)),
  hashtextextended(influencer_id, hashtextextended(campaign_id, hashtextextended(organization_id, 0)))
])) with (fastupdate = on);

create table rejected_row (
  organization_id text collate "C" not null,
  import_id       bigint not null,
  line            bigint not null,
  byte_offset     bigint not null,
  raw             text not null,
  "column"        text,
  code            text not null,
  message         text not null,
  constraint rejected_row_pkey primary key (organization_id, import_id, byte_offset)
);

create table campaign_performance (
  organization_id text collate "C" not null,
  campaign_id     text collate "C" not null,
  influencer_id   text collate "C" not null,
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
  -- The lower bound of the Wilson score interval at 95 % (z = 1.959963984540054), in percent: Wilson, E. B. (1927),
  -- Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
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
  constraint campaign_performance_pkey primary key (organization_id, campaign_id, influencer_id)
);

create index campaign_performance_organization_id_influencer_id_idx
  on campaign_performance (organization_id, influencer_id);

-- One index a ranking, in its very order: the first page of a leaderboard and every page after it is an index scan.
-- A rate that is null (no views) ranks last, as -1 does.
create index campaign_performance_engagement_rate_idx on campaign_performance
  (organization_id, campaign_id, (coalesce(engagement_rate, -1)) desc, views desc, influencer_id);
create index campaign_performance_confident_engagement_rate_idx on campaign_performance
  (organization_id, campaign_id, (coalesce(confident_engagement_rate, -1)) desc, views desc, influencer_id);
create index campaign_performance_views_idx on campaign_performance
  (organization_id, campaign_id, views desc, influencer_id);
create index campaign_performance_interactions_idx on campaign_performance
  (organization_id, campaign_id, interactions desc, views desc, influencer_id);
