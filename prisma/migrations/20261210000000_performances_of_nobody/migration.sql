-- Since performances stand in partitions, the deletion of an organization passed them over.
delete from campaign_performance as performance
 where not exists (select from organization where organization.id = performance.organization_id);
