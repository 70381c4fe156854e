-- Briefs, newest first: ids are UUIDs of version 7, so every list is an index scan backwards.

create table brief (
  organization_id text collate "C" not null,
  id              uuid not null,
  created_at      timestamptz(3) not null,
  brand           text not null,
  brand_key       text collate "C" not null,
  platform        text not null,
  campaign_id     text collate "C",
  request_hash    text collate "C" not null,
  cache_key       text collate "C",
  request         jsonb not null,
  draft           jsonb not null,
  evidence        jsonb not null,
  writer_kind     text not null,
  writer_model    text not null,
  prompt_version  text not null,
  input_tokens    integer not null,
  output_tokens   integer not null,
  model_calls     integer not null,
  score           smallint,
  note            text,
  rated_at        timestamptz(3),
  constraint brief_pkey primary key (organization_id, id),
  constraint brief_writer_kind_check check (writer_kind in ('MODEL', 'OFFLINE')),
  constraint brief_score_check check (score between 1 and 5),
  constraint brief_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade
);

create index brief_organization_id_brand_key_id_idx on brief (organization_id, brand_key, id);
create index brief_organization_id_platform_id_idx on brief (organization_id, platform, id);
create index brief_organization_id_campaign_id_id_idx on brief (organization_id, campaign_id, id);
create index brief_organization_id_request_hash_id_idx on brief (organization_id, request_hash, id);
