-- What people decided after a position, oldest first.
select question_id, kind, database
from audit_entry
where sequence > :after and kind in ('reviewed', 'rechecked', 'redacted')
order by sequence
