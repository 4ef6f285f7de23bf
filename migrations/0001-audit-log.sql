-- What was applied to this store; a store refuses a program whose files are not these.
create table schema_migration (
  number integer primary key,
  file text not null,
  -- SHA-256 of the file, in lower-case hex.
  checksum text not null
) strict;

-- The audit log. What is proved (audit_entry) and what may one day be redacted (audit_payload) are apart: an entry holds
-- only the digest of its payload, salted, so that removing a payload and its salt breaks no chain and leaves no guess.

create table audit_entry (
  -- Position in the store, from 1, without gaps.
  sequence integer primary key,
  -- The chain that the entry belongs to; all writers of one SQLite file share chain 1.
  chain integer not null,
  -- UTC microseconds since 1970.
  recorded_at integer not null,
  kind text not null,
  question_id text not null,
  principal text not null,
  database text not null,
  -- SHA-256 of salt and payload, in lower-case hex like the two below.
  payload_digest text not null,
  -- The digest of the entry before it in the chain; 64 zeros for the first.
  previous_digest text not null,
  -- SHA-256 of the canonical form of everything above.
  digest text not null
) strict;

create index audit_entry_by_question on audit_entry (question_id, sequence);
create index audit_entry_asked on audit_entry (sequence) where kind = 'asked';
create index audit_entry_reviewed on audit_entry (question_id, sequence) where kind = 'reviewed';

create table audit_payload (
  sequence integer primary key references audit_entry (sequence),
  salt text not null,
  -- JSON with sorted keys; control characters stand as \u escapes.
  payload text not null
) strict;

-- Where each chain ends, so that entries missing at its end are noticed too.
create table audit_head (
  chain integer primary key,
  sequence integer not null,
  digest text not null
) strict;

insert into audit_head (chain, sequence, digest)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

create trigger audit_entry_is_never_changed before update on audit_entry
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_entry_is_never_removed before delete on audit_entry
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_payload_is_never_changed before update on audit_payload
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_payload_is_never_removed before delete on audit_payload
begin
  select raise(abort, 'the audit log is append-only');
end;
