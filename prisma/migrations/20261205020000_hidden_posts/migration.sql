-- Posts of published imports that do not count, because a later import of another source has the same post: platform and post
-- id within campaign and creator. They count again when that import goes. What they bring is taken out of the sums of their
-- import by further rows of post_sum, whose numbers are negative.
create table hidden_post (
  organization_id text collate "C" not null,
  import_id       bigint not null,
  line            bigint not null,
  by_import_id    bigint not null,
  constraint hidden_post_pkey primary key (organization_id, import_id, line)
);
create index hidden_post_organization_id_by_import_id_idx on hidden_post (organization_id, by_import_id);

alter table hidden_post enable row level security;
create policy organization_wall on hidden_post to marquee_app
  using (organization_id = (select current_setting('app.org', true)))
  with check (organization_id = (select current_setting('app.org', true)));
grant select, insert, update, delete on hidden_post to marquee_app;

-- Whether the posts of an import are added to those of other sources, even where they are the same.
alter table import add column adds_posts boolean not null default false;

create or replace view organization_post as
  select * from post
   where (organization_id = current_setting('app.org', true)) is true
     and not exists (
       select from hidden_post as hidden
        where hidden.organization_id = post.organization_id and hidden.import_id = post.import_id and hidden.line = post.line
     );
