-- What a post cost, and what came of it, as the export says it. Without a default, so that no row is written anew; the tables of
-- single imports inherit the columns.
alter table post
  add column cost        numeric,
  add column revenue     numeric,
  add column clicks      bigint,
  add column conversions bigint,
  -- ISO 4217, of both amounts.
  add column currency    text collate "C";

create or replace view organization_post as
  select * from post
   where (organization_id = current_setting('app.org', true)) is true
     and not exists (
       select from hidden_post as hidden
        where hidden.organization_id = post.organization_id and hidden.import_id = post.import_id and hidden.line = post.line
     );

-- Whether the file of an import says anything of the four: the posts of others are not looked through for them.
alter table import add column has_money boolean not null default false;

-- What an organization says that a view, a like, a comment and a share on a platform are worth. null: it does not count.
create table media_rate (
  organization_id text collate "C" not null,
  platform        text collate "C" not null,
  currency        text collate "C" not null,
  per_view        numeric,
  per_like        numeric,
  per_comment     numeric,
  per_share       numeric,
  changed_at      timestamptz(3) not null default current_timestamp,
  constraint media_rate_pkey primary key (organization_id, platform),
  constraint media_rate_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);

alter table media_rate enable row level security;
create policy organization_wall on media_rate to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on media_rate to marquee_app;
