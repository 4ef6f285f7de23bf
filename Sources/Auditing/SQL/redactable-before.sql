-- Entries about questions, recorded before a moment, that still have their payload.
select e.sequence
from audit_entry as e
join audit_payload as p on p.sequence = e.sequence
where
  e.recorded_at < :before
  and e.kind not in ('redacted', 'model promoted', 'settings changed')
  and (cast(:database as text) is null or e.database = :database)
order by e.sequence
