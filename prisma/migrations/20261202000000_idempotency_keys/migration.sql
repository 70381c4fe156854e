-- What was answered to a request that came with an idempotency-key, for whoever sends it again.
create table idempotency_key (
  organization_id text collate "C" not null,
  -- Who sent it: nobody else gets the answer.
  caller          text collate "C" not null,
  key             text collate "C" not null,
  -- The request's content: the same key with another one is refused.
  request_hash    text collate "C" not null,
  -- Which run of the request holds the key, and until when others wait for it.
  claim_id        text collate "C" not null,
  claimed_until   timestamptz(3) not null,
  -- null: it is running, or its process died.
  answer          jsonb,
  expires_at      timestamptz(3) not null,
  constraint idempotency_key_pkey primary key (organization_id, caller, key),
  constraint idempotency_key_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);
-- What has expired is taken out when the organization's next key comes.
create index idempotency_key_organization_id_expires_at_idx on idempotency_key (organization_id, expires_at);

alter table idempotency_key enable row level security;
create policy organization_wall on idempotency_key to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on idempotency_key to marquee_app;
