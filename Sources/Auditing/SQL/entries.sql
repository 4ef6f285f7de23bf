-- All entries of some questions (a JSON array of identifiers), oldest first.
select e.sequence, e.question_id, e.recorded_at, e.principal, e.database, e.kind, p.payload, r.redacted_by
from audit_entry as e
left join audit_payload as p on p.sequence = e.sequence
left join audit_redaction as r on r.sequence = e.sequence
where e.question_id in (
-- include questions.sql
)
order by e.sequence
