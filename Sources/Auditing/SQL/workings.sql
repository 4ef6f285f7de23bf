-- What tells which columns a question came near.
select e.question_id, e.kind, p.payload
from audit_entry as e
join audit_payload as p on p.sequence = e.sequence
where e.kind in ('intended', 'declined', 'failed') and (cast(:database as text) is null or e.database = :database)
