-- What one process does for all of them, so that it is done once: who does it, and until when that is believed.
-- Rows live for as long as a run. One whose process died stays until its organization's next run takes it out.
create table run_lease (
  organization_id text not null,
  key text not null,
  holder uuid not null,
  leased_until timestamptz(3) not null,
  constraint run_lease_pkey primary key (organization_id, key)
);

alter table run_lease enable row level security;
create policy organization_wall on run_lease to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
