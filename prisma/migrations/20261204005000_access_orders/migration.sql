-- Lists are read page by page in the order in which their rows were made, or by name: each order has its index.

create index api_token_organization_id_created_at_id_idx on api_token (organization_id, created_at, id);
create index api_token_organization_id_person_id_created_at_id_idx
  on api_token (organization_id, person_id, created_at, id);
drop index api_token_organization_id_person_id_idx;

create index resource_grant_of_resource_idx on resource_grant (organization_id, resource, resource_id, created_at, id);

create index guest_link_of_resource_idx on guest_link (organization_id, resource, resource_id, created_at, id);
drop index guest_link_organization_id_resource_resource_id_idx;

create index invitation_open_idx on invitation (organization_id, created_at, id)
  where accepted_at is null and revoked_at is null;

create index membership_organization_id_created_at_id_idx on membership (organization_id, created_at, id);

create index department_organization_id_lower_name_id_idx on department (organization_id, lower(name), id);
create index department_organization_id_created_at_id_idx on department (organization_id, created_at, id);
