-- The orders in which campaigns are listed, beside that of their ids.
create index campaign_organization_id_views_id_idx on campaign (organization_id, views, id);
create index campaign_organization_id_last_imported_at_id_idx on campaign (organization_id, last_imported_at, id);

-- How far an import is that runs, as its process writes it every second or so. A table of its own: the record of the import is
-- locked while its rows are on their way. It goes with the end of the import.
create table import_progress (
  organization_id text collate "C" not null,
  import_id       bigint not null,
  read            bigint not null,
  rejected        bigint not null,
  bytes           bigint not null,
  constraint import_progress_pkey primary key (organization_id, import_id)
);

alter table import_progress enable row level security;
create policy organization_wall on import_progress to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on import_progress to marquee_app;

-- Posts are found by their keys, and by nothing else. The planner has no statistics of them; where a condition on the
-- organization could be looked up in post_pkey, it read all posts of the organization to find a creator's. "is true" is looked
-- up in no index.
create or replace view organization_post as
  select * from post where (organization_id = current_setting('app.org', true)) is true;
