-- A stretch of the log for verification, as bytes, so that nothing is repaired or cut on the way.
select
  e.sequence,
  e.chain,
  e.recorded_at,
  cast(e.kind as blob),
  cast(e.question_id as blob),
  cast(e.principal as blob),
  cast(e.database as blob),
  cast(e.payload_digest as blob),
  cast(e.previous_digest as blob),
  cast(e.digest as blob),
  cast(p.salt as blob),
  cast(p.payload as blob)
from audit_entry as e
left join audit_payload as p on p.sequence = e.sequence
where e.sequence > :after
order by e.sequence
limit :limit
