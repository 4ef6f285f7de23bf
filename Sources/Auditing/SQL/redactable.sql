-- Entries of some questions (a JSON array of identifiers) that still have their payload; who redacted what stays.
select e.sequence
from audit_entry as e
join audit_payload as p on p.sequence = e.sequence
where e.question_id in (
-- include questions.sql
) and e.kind <> 'redacted'
order by e.sequence
