-- Live metrics: the log of events, what is remembered of them, and what they add up to (docs/live.md).

-- The log is the installation's: a partition of it holds the events of many campaigns in the order of their acceptance. Tables
-- by day of acceptance are made and dropped by the server; what no table takes stands in the default one.
create table event_log (
  day             date not null,
  -- The n-th of the log's partitions, which is chosen by organization and campaign.
  partition       smallint not null,
  -- From 1, without gaps, in the order in which they were committed.
  position        bigint not null,
  accepted_at     timestamptz(3) not null,
  organization_id text collate "C" not null,
  event_id        text collate "C" not null,
  campaign_id     text collate "C" not null,
  influencer_id   text collate "C" not null,
  -- Empty: the event says nothing of a post.
  post_id         text collate "C" not null,
  kind            text collate "C" not null,
  count           bigint not null,
  at              timestamptz(3) not null,
  -- Sent with a public write key.
  is_public       boolean not null,
  attributes      jsonb,
  constraint event_log_pkey primary key (partition, position, day)
) partition by range (day);
create table event_log_default partition of event_log default;
-- For the state of one event.
create index event_log_organization_id_event_id_idx on event_log (organization_id, event_id);

-- Where the next event of a partition goes. Locked while events are appended, so that no position is seen before those below it.
create table event_log_head (
  partition smallint not null,
  position  bigint not null default 0,
  constraint event_log_head_pkey primary key (partition)
);

-- How far a partition has been counted. Locked by whoever counts it.
create table event_consumer (
  partition smallint not null,
  position  bigint not null default 0,
  -- What was accepted before is counted.
  watermark timestamptz(3),
  constraint event_consumer_pkey primary key (partition)
);

-- The ids of what was counted, or put aside: each is counted once.
create table known_event (
  organization_id text collate "C" not null,
  id              text collate "C" not null,
  seen_on         date not null,
  constraint known_event_pkey primary key (organization_id, id)
);
-- In the order in which rows come: the index is some pages for millions of them.
create index known_event_seen_on_idx on known_event using brin (seen_on);

-- What could not be counted: it is tried again, or was put aside as a dead letter.
create table failed_event (
  organization_id text collate "C" not null,
  id              text collate "C" not null,
  -- RETRYING or DEAD.
  state           text not null,
  attempts        integer not null,
  next_attempt_at timestamptz(3),
  -- Until when somebody tries it right now.
  claimed_until   timestamptz(3),
  code            text not null,
  message         text not null,
  failed_at       timestamptz(3) not null default now(),
  accepted_at     timestamptz(3) not null,
  campaign_id     text collate "C" not null,
  influencer_id   text collate "C" not null,
  post_id         text collate "C" not null,
  kind            text collate "C" not null,
  count           bigint not null,
  at              timestamptz(3) not null,
  is_public       boolean not null,
  constraint failed_event_pkey primary key (organization_id, id)
);
create index failed_event_organization_id_state_failed_at_id_idx on failed_event (organization_id, state, failed_at, id);
create index failed_event_next_attempt_at_idx on failed_event (next_attempt_at) where state = 'RETRYING';

-- What events add up to, by the minute, hour and day (UTC) in which they happened. Counts may be negative for a while where a
-- correction comes before what it corrects; no total may pass what a count of the graph holds.
create table event_minute (
  organization_id text collate "C" not null,
  campaign_id     text collate "C" not null,
  start           timestamptz(3) not null,
  influencer_id   text collate "C" not null,
  post_id         text collate "C" not null,
  is_public       boolean not null,
  views           bigint not null,
  likes           bigint not null,
  comments        bigint not null,
  shares          bigint not null,
  saves           bigint not null,
  clicks          bigint not null,
  coupon_uses     bigint not null,
  conversions     bigint not null,
  constraint event_minute_pkey primary key (organization_id, campaign_id, start, influencer_id, post_id, is_public)
) partition by range (start);
create table event_minute_default partition of event_minute default with (fillfactor = 60);

create table event_hour (like event_minute,
  constraint event_hour_pkey primary key (organization_id, campaign_id, start, influencer_id, post_id, is_public)
) partition by range (start);
create table event_hour_default partition of event_hour default with (fillfactor = 60);

create table event_day (like event_minute,
  constraint event_day_pkey primary key (organization_id, campaign_id, start, influencer_id, post_id, is_public)
) with (fillfactor = 60);

-- A campaign as a whole by the minute: what its windows are read from.
create table event_campaign_minute (
  organization_id text collate "C" not null,
  campaign_id     text collate "C" not null,
  is_public       boolean not null,
  start           timestamptz(3) not null,
  views           bigint not null,
  likes           bigint not null,
  comments        bigint not null,
  shares          bigint not null,
  saves           bigint not null,
  clicks          bigint not null,
  coupon_uses     bigint not null,
  conversions     bigint not null,
  constraint event_campaign_minute_pkey primary key (organization_id, campaign_id, is_public, start)
) partition by range (start);
create table event_campaign_minute_default partition of event_campaign_minute default with (fillfactor = 60);

create table event_total (
  organization_id text collate "C" not null,
  campaign_id     text collate "C" not null,
  influencer_id   text collate "C" not null,
  post_id         text collate "C" not null,
  is_public       boolean not null,
  views           bigint not null,
  likes           bigint not null,
  comments        bigint not null,
  shares          bigint not null,
  saves           bigint not null,
  clicks          bigint not null,
  coupon_uses     bigint not null,
  conversions     bigint not null,
  constraint event_total_pkey primary key (organization_id, campaign_id, influencer_id, post_id, is_public),
  -- Sums over a thousand of them stay within what a count of the graph holds (2^53 - 1).
  constraint event_total_countable check (
    greatest(abs(views), abs(likes), abs(comments), abs(shares), abs(saves), abs(clicks), abs(coupon_uses), abs(conversions))
      <= 9007199254740
  )
) with (fillfactor = 60);
create index event_total_organization_id_influencer_id_idx on event_total (organization_id, influencer_id);

-- Keys that browsers may have: each belongs to one campaign.
create table write_key (
  organization_id text collate "C" not null,
  id              uuid not null,
  campaign_id     text collate "C" not null,
  key             text collate "C" not null,
  -- Web origins that may send with it; empty: any, and none.
  origins         text[],
  created_at      timestamptz(3) not null default now(),
  -- Replaced by another one: it is good until then.
  expires_at      timestamptz(3),
  constraint write_key_pkey primary key (organization_id, id)
);
create unique index write_key_key_key on write_key (key);
create index write_key_organization_id_campaign_id_created_at_idx on write_key (organization_id, campaign_id, created_at);

-- A campaign that events have made, or that has some: it stays where no post of it is left.
alter table campaign add column is_kept boolean not null default false;

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'event_log', 'known_event', 'failed_event', 'event_minute', 'event_hour', 'event_day', 'event_campaign_minute',
    'event_total', 'write_key'
  ] loop
    execute format('alter table %I enable row level security', owned);
    execute format(
      'create policy organization_wall on %I to marquee_app
         using (organization_id = (select current_setting(''app.org'', true)))
         with check (organization_id = (select current_setting(''app.org'', true)))', owned);
    execute format('grant select, insert, update, delete on %I to marquee_app', owned);
  end loop;
end $$;

-- Requests look at these, and nobody but the server changes them.
revoke insert, update, delete on event_log, known_event, event_minute, event_hour, event_day, event_campaign_minute, event_total
  from marquee_app;
grant select on event_log_head, event_consumer to marquee_app;
