-- The same tables as 0001-audit-log.sql, in PostgreSQL's words; what they mean is said there.
create table schema_migration (
  number integer primary key,
  file text not null,
  checksum text not null
);

create table audit_entry (
  sequence bigint primary key,
  -- All writers of one store take turns and share chain 1.
  chain bigint not null,
  recorded_at bigint not null,
  kind text not null,
  question_id text not null,
  principal text not null,
  database text not null,
  payload_digest text not null,
  previous_digest text not null,
  digest text not null
);

create index audit_entry_by_question on audit_entry (question_id, sequence);
create index audit_entry_asked on audit_entry (sequence) where kind = 'asked';
create index audit_entry_reviewed on audit_entry (question_id, sequence) where kind = 'reviewed';

create table audit_payload (
  sequence bigint primary key references audit_entry (sequence),
  salt text not null,
  payload text not null
);

create table audit_head (
  chain bigint primary key,
  sequence bigint not null,
  digest text not null
);

insert into audit_head (chain, sequence, digest)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = '23514';
end
$$;

create trigger audit_entry_is_never_changed before update or delete or truncate on audit_entry
execute function audit_is_append_only();

create trigger audit_payload_is_never_changed before update or truncate on audit_payload
execute function audit_is_append_only();

create trigger audit_payload_is_never_removed before delete on audit_payload
for each row execute function audit_is_append_only();
