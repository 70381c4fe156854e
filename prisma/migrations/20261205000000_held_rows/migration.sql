-- Rows of a running import whose numbers or dates can be read in two ways. They wait here until the whole file is read, some in
-- one text each, and go with the end of the import.
create table held_row (
  organization_id text collate "C" not null,
  import_id       bigint not null,
  number          integer not null,
  rows            text not null,
  constraint held_row_pkey primary key (organization_id, import_id, number)
);

alter table held_row enable row level security;
create policy organization_wall on held_row to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on held_row to marquee_app;

-- Which kind of reason kept an import from being published; message says it in a sentence.
alter table import add column code text;
