-- The newest position, and what people decided after another one, oldest first; one row without a question where nothing was.
select newest.sequence, e.question_id, e.kind, e.database
from (select coalesce(max(sequence), 0) as sequence from audit_entry) as newest
left join audit_entry as e on e.sequence > :after and e.kind in ('reviewed', 'rechecked', 'redacted')
order by e.sequence
