-- One counter for all organizations told each how much the others import. An id is the time in milliseconds with 11 random
-- bits behind it now: still in order, larger than those before, and below 2^53 until the year 2109.
alter table import alter column id set default
  floor(extract(epoch from clock_timestamp()) * 1000)::bigint * 2048 + floor(random() * 2048)::bigint;
drop sequence import_id_seq;
