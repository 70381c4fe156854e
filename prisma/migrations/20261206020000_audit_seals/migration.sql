-- The audit log shows when it was changed: a seal stands over each batch of entries and the seal before it. What is
-- personal in an entry is sealed as a salted hash, so that it can be erased and the seal still holds.
alter table audit_entry add column salt text;
alter table audit_entry add column personal_hash text;
alter table audit_entry add column seal_number bigint;

create function audit_personal_hash(salt text, actor_name text, address text, email text) returns text
language sql immutable as $$
  select encode(sha256(convert_to(
    salt || chr(31) || actor_name || chr(31) || coalesce(address, '') || chr(31) || coalesce(email, ''), 'UTF8')), 'hex')
$$;

-- Whichever version of the server writes it.
create function complete_audit_entry() returns trigger language plpgsql as $$
begin
  new.salt := gen_random_uuid()::text;
  new.personal_hash := audit_personal_hash(new.salt, new.actor_name, new.address, new.details->>'email');
  new.seal_number := null;
  return new;
end $$;
create trigger audit_entry_complete before insert on audit_entry
  for each row execute function complete_audit_entry();

-- Entries of before are sealed with the others, as they stand now.
alter table audit_entry disable trigger audit_entry_append_only;
update audit_entry set salt = gen_random_uuid()::text;
update audit_entry set personal_hash = audit_personal_hash(salt, actor_name, address, details->>'email');
alter table audit_entry enable trigger audit_entry_append_only;

create index audit_entry_organization_id_seal_number_id_idx on audit_entry (organization_id, seal_number, id);

-- The owner of the tables may say that a transaction seals entries or erases what is personal in them; a seal would show
-- any other change. Requests, under marquee_app, have no right to change an entry at all.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.purges_audit', true) = 'on' then
    return null;
  end if;
  if tg_op = 'UPDATE' and current_setting('app.seals_audit', true) = 'on' then
    return null;
  end if;
  raise exception 'audit_entry is append-only';
end $$;

create table audit_seal (
  organization_id text collate "C" not null,
  -- From 1, without gaps.
  number          bigint not null,
  sealed_at       timestamptz(3) not null,
  entry_count     integer not null,
  first_id        bigint not null,
  last_id         bigint not null,
  -- When the latest entry was written: a batch goes as a whole once all of it has had its time.
  last_at         timestamptz(3) not null,
  -- SHA-256 of the entries.
  batch_hash      text not null,
  -- Which key it was made with, and nothing of the key.
  key_id          text not null,
  -- HMAC-SHA-256 over all of this and the seal before.
  seal            text not null,
  constraint audit_seal_pkey primary key (organization_id, number),
  constraint audit_seal_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);
alter table audit_seal enable row level security;
create policy organization_wall on audit_seal to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select on audit_seal to marquee_app;
