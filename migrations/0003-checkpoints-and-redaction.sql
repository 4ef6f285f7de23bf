-- Signed statements of where the chain stood, and payloads that may go.

-- A checkpoint: the chain's digest at an entry, signed with a key that is not in the store.
create table audit_checkpoint (
  -- The entry up to which it vouches.
  sequence integer primary key references audit_entry (sequence),
  -- UTC microseconds since 1970.
  made_at integer not null,
  -- The digest of that entry.
  digest text not null,
  -- SHA-256 of the raw public key, in lower-case hex.
  key_id text not null,
  -- Ed25519 over the canonical form of the above, in base64.
  signature text not null
) strict;

create trigger audit_checkpoint_is_never_changed before update on audit_checkpoint
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_checkpoint_is_never_removed before delete on audit_checkpoint
begin
  select raise(abort, 'the audit log is append-only');
end;

-- Payloads that were removed, each with the entry of kind `redacted` that says who did it and why.
create table audit_redaction (
  sequence integer primary key references audit_entry (sequence),
  redacted_by integer not null references audit_entry (sequence)
) strict;

create trigger audit_redaction_is_never_changed before update on audit_redaction
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_redaction_is_never_removed before delete on audit_redaction
begin
  select raise(abort, 'the audit log is append-only');
end;

drop trigger audit_payload_is_never_removed;

create trigger audit_payload_is_removed_by_redaction_only before delete on audit_payload
when not exists (select 1 from audit_redaction where sequence = old.sequence)
begin
  select raise(abort, 'the audit log is append-only');
end;

-- Entries without a question and without SQL need no place in the index; what is removed leaves it.
drop trigger audit_payload_is_searchable;
drop view audit_text;

create view audit_text (sequence, question, sql) as
select sequence, question, sql
from (
  select
    sequence,
    case when json_valid(payload) then json_extract(payload, '$.question') end as question,
    case when json_valid(payload) then json_extract(payload, '$.sql') end as sql
  from audit_payload
)
where question is not null or sql is not null;

create trigger audit_payload_is_searchable after insert on audit_payload
begin
  insert into audit_search (rowid, question, sql)
  select sequence, question, sql from audit_text where sequence = new.sequence;
end;

create trigger audit_payload_leaves_the_search before delete on audit_payload
begin
  insert into audit_search (audit_search, rowid, question, sql)
  select 'delete', sequence, question, sql from audit_text where sequence = old.sequence;
end;

insert into audit_search (audit_search) values ('rebuild');

create index audit_entry_settings on audit_entry (sequence) where kind = 'settings changed';
