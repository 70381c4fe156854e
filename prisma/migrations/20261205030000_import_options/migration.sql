-- How the file of an import was read: the next import of its source is read the same way. null: of a version before.
alter table import add column options jsonb;
