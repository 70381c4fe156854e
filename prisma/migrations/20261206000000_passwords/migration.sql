-- The password of an account is chosen by whoever follows the link to its mailbox, not by whoever asked for the account.
-- Servers of the version before still write one here.
alter table sign_up alter column password_hash drop not null;

-- A link by which somebody who has forgotten their password sets another.
create table password_reset (
  token_hash text collate "C" not null,
  person_id  text collate "C" not null,
  expires_at timestamptz(3) not null,
  constraint password_reset_pkey primary key (token_hash),
  constraint password_reset_person_id_fkey foreign key (person_id) references person (id) on delete cascade on update cascade
);
create index password_reset_person_id_idx on password_reset (person_id);
create index password_reset_expires_at_idx on password_reset (expires_at);
