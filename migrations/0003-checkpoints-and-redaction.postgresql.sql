-- The same tables as 0003-checkpoints-and-redaction.sql, in PostgreSQL's words; what they mean is said there.
create table audit_checkpoint (
  sequence bigint primary key references audit_entry (sequence),
  made_at bigint not null,
  digest text not null,
  key_id text not null,
  signature text not null
);

create trigger audit_checkpoint_is_never_changed before update or delete or truncate on audit_checkpoint
execute function audit_is_append_only();

create table audit_redaction (
  sequence bigint primary key references audit_entry (sequence),
  redacted_by bigint not null references audit_entry (sequence)
);

create trigger audit_redaction_is_never_changed before update or delete or truncate on audit_redaction
execute function audit_is_append_only();

drop trigger audit_payload_is_never_removed on audit_payload;

create function audit_payload_is_redacted() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from dragoman.audit_redaction where sequence = old.sequence) then
    raise exception 'the audit log is append-only' using errcode = '23514';
  end if;
  return old;
end
$$;

create trigger audit_payload_is_removed_by_redaction_only before delete on audit_payload
for each row execute function audit_payload_is_redacted();

create index audit_entry_settings on audit_entry (sequence) where kind = 'settings changed';
