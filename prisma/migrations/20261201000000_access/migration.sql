-- People belong to no organization: a person may be a member of several.

create table person (
  id         text collate "C" not null default gen_random_uuid()::text,
  -- In small letters. It was confirmed by a link before the row was made.
  email      text collate "C" not null,
  name       text not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint person_pkey primary key (id)
);
create unique index person_email_key on person (email);

create table credential (
  person_id     text collate "C" not null,
  password_hash text not null,
  changed_at    timestamptz(3) not null default current_timestamp,
  constraint credential_pkey primary key (person_id),
  constraint credential_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade
);

create table identity (
  issuer    text collate "C" not null,
  subject   text collate "C" not null,
  person_id text collate "C" not null,
  constraint identity_pkey primary key (issuer, subject),
  constraint identity_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade
);

create table sign_up (
  token_hash    text collate "C" not null,
  email         text collate "C" not null,
  name          text not null,
  password_hash text not null,
  -- How the organization is called that is made with the account; null where it joins one by invitation.
  organization_name text,
  -- The invitation that it came with, as it was given.
  invitation    text,
  expires_at    timestamptz(3) not null,
  constraint sign_up_pkey primary key (token_hash)
);
create index sign_up_expires_at_idx on sign_up (expires_at);

create table session (
  id              text collate "C" not null default gen_random_uuid()::text,
  person_id       text collate "C" not null,
  -- The organization that it looks at; null for somebody who is in none.
  organization_id text collate "C",
  created_at      timestamptz(3) not null default current_timestamp,
  expires_at      timestamptz(3) not null,
  revoked_at      timestamptz(3),
  constraint session_pkey primary key (id),
  constraint session_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade,
  constraint session_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);
create index session_person_id_idx on session (person_id);
create index session_expires_at_idx on session (expires_at);

create table refresh_token (
  token_hash text collate "C" not null,
  session_id text collate "C" not null,
  -- Set when it was exchanged for the next one: whoever comes with it again has stolen it, or was stolen from.
  used_at    timestamptz(3),
  constraint refresh_token_pkey primary key (token_hash),
  constraint refresh_token_session_id_fkey foreign key (session_id) references session (id) on delete cascade on update cascade
);
create index refresh_token_session_id_idx on refresh_token (session_id);

alter table organization add column name text not null default '';
update organization set name = id;

create table department (
  organization_id text collate "C" not null,
  id              text collate "C" not null default gen_random_uuid()::text,
  parent_id       text collate "C",
  name            text not null,
  created_at      timestamptz(3) not null default current_timestamp,
  constraint department_pkey primary key (organization_id, id),
  constraint department_parent_check check (parent_id <> id),
  constraint department_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade,
  constraint department_organization_id_parent_id_fkey foreign key (organization_id, parent_id)
    references department (organization_id, id) on delete restrict on update cascade
);
create unique index department_organization_id_parent_id_name_key
  on department (organization_id, parent_id, name) nulls not distinct;

create table membership (
  organization_id text collate "C" not null,
  id              text collate "C" not null default gen_random_uuid()::text,
  person_id       text collate "C" not null,
  -- null: in the organization as a whole.
  department_id   text collate "C",
  role            text not null,
  created_at      timestamptz(3) not null default current_timestamp,
  constraint membership_pkey primary key (organization_id, id),
  constraint membership_role_check check (role in ('ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER')),
  constraint membership_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade,
  constraint membership_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade,
  constraint membership_organization_id_department_id_fkey foreign key (organization_id, department_id)
    references department (organization_id, id) on delete cascade on update cascade
);
create unique index membership_organization_id_person_id_department_id_key
  on membership (organization_id, person_id, department_id) nulls not distinct;
create index membership_organization_id_department_id_idx on membership (organization_id, department_id);
-- The organizations of one person, at sign-in.
create index membership_person_id_idx on membership (person_id);

create table resource_grant (
  organization_id text collate "C" not null,
  id              text collate "C" not null default gen_random_uuid()::text,
  resource        text not null,
  resource_id     text collate "C" not null,
  person_id       text collate "C",
  department_id   text collate "C",
  access          text not null,
  created_by      text collate "C" not null,
  created_at      timestamptz(3) not null default current_timestamp,
  constraint resource_grant_pkey primary key (organization_id, id),
  constraint resource_grant_resource_check check (resource in ('CAMPAIGN', 'IMPORT', 'BRIEF')),
  constraint resource_grant_access_check check (access in ('VIEW', 'EDIT')),
  constraint resource_grant_grantee_check check (num_nonnulls(person_id, department_id) = 1),
  constraint resource_grant_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade,
  constraint resource_grant_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade,
  constraint resource_grant_organization_id_department_id_fkey foreign key (organization_id, department_id)
    references department (organization_id, id) on delete cascade on update cascade
);
create unique index resource_grant_organization_id_resource_resource_id_key
  on resource_grant (organization_id, resource, resource_id, person_id, department_id) nulls not distinct;
create index resource_grant_organization_id_person_id_idx on resource_grant (organization_id, person_id);
create index resource_grant_organization_id_department_id_idx on resource_grant (organization_id, department_id);

create table guest_link (
  organization_id text collate "C" not null,
  id              text collate "C" not null default gen_random_uuid()::text,
  token_hash      text collate "C" not null,
  resource        text not null,
  resource_id     text collate "C" not null,
  access          text not null,
  password_hash   text,
  expires_at      timestamptz(3) not null,
  max_uses        integer,
  uses            integer not null default 0,
  revoked_at      timestamptz(3),
  created_by      text collate "C" not null,
  created_at      timestamptz(3) not null default current_timestamp,
  constraint guest_link_pkey primary key (organization_id, id),
  constraint guest_link_resource_check check (resource in ('CAMPAIGN', 'IMPORT', 'BRIEF')),
  constraint guest_link_access_check check (access in ('VIEW', 'EDIT')),
  constraint guest_link_uses_check check (max_uses is null or uses <= max_uses),
  constraint guest_link_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);
create unique index guest_link_organization_id_token_hash_key on guest_link (organization_id, token_hash);
create index guest_link_organization_id_resource_resource_id_idx on guest_link (organization_id, resource, resource_id);

create table invitation (
  organization_id text collate "C" not null,
  id              text collate "C" not null default gen_random_uuid()::text,
  token_hash      text collate "C" not null,
  -- null: whoever has the link.
  email           text collate "C",
  department_id   text collate "C",
  role            text not null,
  expires_at      timestamptz(3) not null,
  accepted_at     timestamptz(3),
  accepted_by     text collate "C",
  revoked_at      timestamptz(3),
  created_by      text collate "C",
  created_at      timestamptz(3) not null default current_timestamp,
  constraint invitation_pkey primary key (organization_id, id),
  constraint invitation_role_check check (role in ('ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER')),
  constraint invitation_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade,
  constraint invitation_organization_id_department_id_fkey foreign key (organization_id, department_id)
    references department (organization_id, id) on delete cascade on update cascade
);
create unique index invitation_organization_id_token_hash_key on invitation (organization_id, token_hash);

create table api_token (
  organization_id text collate "C" not null,
  id              text collate "C" not null default gen_random_uuid()::text,
  token_hash      text collate "C" not null,
  person_id       text collate "C" not null,
  name            text not null,
  scopes          text[],
  expires_at      timestamptz(3),
  last_used_at    timestamptz(3),
  revoked_at      timestamptz(3),
  created_at      timestamptz(3) not null default current_timestamp,
  constraint api_token_pkey primary key (organization_id, id),
  constraint api_token_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade,
  constraint api_token_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade
);
create unique index api_token_organization_id_token_hash_key on api_token (organization_id, token_hash);
create index api_token_organization_id_person_id_idx on api_token (organization_id, person_id);

create table audit_entry (
  organization_id text collate "C" not null,
  id              bigserial not null,
  at              timestamptz(3) not null default clock_timestamp(),
  actor_kind      text not null,
  actor_id        text collate "C",
  actor_name      text not null,
  action          text not null,
  resource        text not null,
  resource_id     text collate "C",
  -- The department that the resource was in: its admins see the entry. null: the organization's.
  department_id   text collate "C",
  address         text,
  request_id      text,
  details         jsonb not null default '{}',
  constraint audit_entry_pkey primary key (organization_id, id),
  constraint audit_entry_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);
create index audit_entry_organization_id_department_id_id_idx on audit_entry (organization_id, department_id, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entry is append-only';
end $$;
create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();

-- Campaigns, imports and briefs belong to a department; null: to the organization as a whole.
alter table campaign add column department_id text collate "C";
alter table campaign add constraint campaign_organization_id_department_id_fkey
  foreign key (organization_id, department_id) references department (organization_id, id) on delete restrict on update cascade;
create index campaign_organization_id_department_id_id_idx on campaign (organization_id, department_id, id);

alter table import add column department_id text collate "C";
alter table import add constraint import_organization_id_department_id_fkey
  foreign key (organization_id, department_id) references department (organization_id, id) on delete restrict on update cascade;
create index import_organization_id_department_id_id_idx on import (organization_id, department_id, id);

alter table brief add column department_id text collate "C";
alter table brief add constraint brief_organization_id_department_id_fkey
  foreign key (organization_id, department_id) references department (organization_id, id) on delete restrict on update cascade;
create index brief_organization_id_department_id_id_idx on brief (organization_id, department_id, id);

-- The second wall. Requests run under a role of their own, which sees the rows of the organization in app.org and no
-- others, whatever the SQL says. The owner of the tables (migrations, COPY of imports, sign-in) is not bound: COPY into
-- a table whose policies bind the writer is refused by PostgreSQL.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'marquee_app') then
    begin
      create role marquee_app nologin;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'The database user may not create the role marquee_app.'
          using hint = 'Let an administrator run: create role marquee_app nologin; grant marquee_app to ' || quote_ident(current_user) || ';';
    end;
  end if;
  if not pg_has_role(current_user, 'marquee_app', 'member') then
    execute format('grant marquee_app to %I', current_user);
  end if;
  execute format('grant usage on schema %I to marquee_app', current_schema());
end $$;

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'campaign', 'influencer', 'import', 'post', 'rejected_row', 'campaign_performance', 'department', 'membership',
    'resource_grant', 'guest_link', 'invitation', 'api_token', 'audit_entry', 'brief'
  ] loop
    execute format('alter table %I enable row level security', owned);
    execute format(
      'create policy organization_wall on %I to marquee_app
         using (organization_id = (select current_setting(''app.org'', true)))
         with check (organization_id = (select current_setting(''app.org'', true)))', owned);
    execute format('grant select, insert, update, delete on %I to marquee_app', owned);
  end loop;
end $$;

revoke update, delete on audit_entry from marquee_app;

-- Posts are found by a GIN index, and behind a policy PostgreSQL enters an index by leakproof operators alone, which @>
-- on arrays is none of: it would read the whole table. Requests have no right to the table; they see their
-- organization's posts through this view, which is planned as if it were not there.
revoke all on post from marquee_app;
create view organization_post as select * from post where organization_id = current_setting('app.org', true);
grant select on organization_post to marquee_app;
grant usage on sequence audit_entry_id_seq, import_id_seq to marquee_app;

alter table organization enable row level security;
create policy organization_wall on organization to marquee_app
  using (id = (select current_setting('app.org', true)))
  with check (id = (select current_setting('app.org', true)));
grant select, update on organization to marquee_app;

-- Who is a member is seen with name and address; the policy of membership holds inside this one.
alter table person enable row level security;
create policy organization_wall on person for select to marquee_app
  using (exists (select 1 from membership where membership.person_id = person.id));
grant select on person to marquee_app;
