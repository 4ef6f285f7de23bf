-- Questions that match, newest first. A null argument does not filter.
select a.question_id, a.sequence
from audit_entry as a
where
-- include matching.sql
