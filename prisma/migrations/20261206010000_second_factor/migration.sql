-- What a person is asked for beside their password: a code of an authenticator app, or a recovery code.
create table second_factor (
  person_id    text collate "C" not null,
  -- Sealed. It counts from the moment that a first code was right.
  secret       text not null,
  confirmed_at timestamptz(3),
  -- The period of the code that was used last: each code is good once.
  last_step    bigint,
  created_at   timestamptz(3) not null default current_timestamp,
  constraint second_factor_pkey primary key (person_id),
  constraint second_factor_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade
);

create table recovery_code (
  person_id text collate "C" not null,
  code_hash text collate "C" not null,
  used_at   timestamptz(3),
  constraint recovery_code_pkey primary key (person_id, code_hash),
  constraint recovery_code_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade
);

-- Whoever holds one of these roles needs a second factor to do anything in the organization.
alter table organization add column second_factor_roles text[] default '{}';
