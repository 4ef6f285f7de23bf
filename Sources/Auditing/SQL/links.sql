-- A stretch of the log for verification.
select
  e.sequence,
  e.chain,
  e.recorded_at,
  e.kind,
  e.question_id,
  e.principal,
  e.database,
  e.payload_digest,
  e.previous_digest,
  e.digest,
  p.salt,
  p.payload
from audit_entry as e
left join audit_payload as p on p.sequence = e.sequence
where e.sequence > :after and e.sequence <= :until
order by e.sequence
