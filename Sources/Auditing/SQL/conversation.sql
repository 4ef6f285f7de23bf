-- The questions of a conversation before a position, newest first.
select c.question_id, c.sequence
from audit_conversation as c
where c.conversation = :conversation and c.sequence < :before
union all
select e.question_id, e.sequence
from audit_entry as e
where e.question_id = :conversation and e.kind = 'asked' and e.sequence < :before
order by sequence desc
limit :limit
