-- An organization is deleted a week after an admin has asked for it twice, unless an admin takes that back.
alter table organization add column deletion_due_at timestamptz(3);
create index organization_deletion_due_at_idx on organization (deletion_due_at) where deletion_due_at is not null;
