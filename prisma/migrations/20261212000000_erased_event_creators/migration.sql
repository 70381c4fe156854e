-- Who was erased while events of theirs may stand in a log that cannot be changed (Kafka): what is counted from then on, and was
-- accepted before, comes under the name that stands for them. Kept as long as such a log keeps events.
create table erased_event_creator (
  organization_id text collate "C" not null,
  -- SHA-256 of organization and creator: the table names nobody.
  digest          bytea not null,
  name            text collate "C" not null,
  erased_at       timestamptz(3) not null,
  constraint erased_event_creator_pkey primary key (organization_id, digest)
);

alter table erased_event_creator enable row level security;
create policy organization_wall on erased_event_creator to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
