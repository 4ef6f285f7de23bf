-- The identifiers of questions that were reviewed, in the order of their latest review.
select question_id
from audit_entry
where kind = 'reviewed' and (cast(:database as text) is null or database = :database)
group by question_id
order by max(sequence)
