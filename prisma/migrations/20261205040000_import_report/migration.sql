-- What an import found: how many posts other sources have too, an example of each code, and what became of each column.
alter table import
  add column overlapping bigint not null default 0,
  add column report jsonb;
