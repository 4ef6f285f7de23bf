insert into audit_entry (
  sequence, chain, recorded_at, kind, question_id, principal, database, payload_digest, previous_digest, digest
)
values (
  :sequence, :chain, :recorded_at, :kind, :question_id, :principal, :database, :payload_digest, :previous_digest, :digest
)
