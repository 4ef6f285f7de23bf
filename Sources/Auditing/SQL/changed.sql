-- Questions with entries after a position, each with its newest entry's.
select question_id, max(sequence)
from audit_entry
where sequence > :after
group by question_id
order by min(sequence)
