-- What a brief has beside its text: which variant of a request it is, how often it was written anew, what the server planned for
-- it, and what people changed in it. Briefs of before have no plan.
alter table brief
  add column variant   smallint not null default 0,
  add column attempt   integer not null default 0,
  add column plan      jsonb,
  add column edits     jsonb,
  add column edited_by text collate "C",
  add column edited_at timestamptz(3);
