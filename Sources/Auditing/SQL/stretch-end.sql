-- The position of the last entry of a stretch, where positions have gaps.
select max(sequence)
from (select sequence from audit_entry where sequence > :after order by sequence limit :limit) as stretch
