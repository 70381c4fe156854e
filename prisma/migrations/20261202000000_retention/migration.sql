-- Entries of the audit log may be taken out once they have had their time (AUDIT_RETENTION_DAYS), by the owner of the
-- tables alone and where the transaction says so; requests, under marquee_app, have no right to delete them at all.
-- Nothing changes an entry.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.purges_audit', true) = 'on' then
    return null;
  end if;
  raise exception 'audit_entry is append-only';
end $$;
