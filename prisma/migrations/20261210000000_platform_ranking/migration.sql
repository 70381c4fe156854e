-- The best creators of a platform are sorted as they are read: beside them a brief asks for the median of all creators of the platform,
-- which reads each of them anyway. The index of their ranking held what every import changes. Without it no index does, so that a row
-- is changed on its own page, where there is room.
drop index platform_performance_ranking_idx;
alter table platform_performance set (fillfactor = 60);
