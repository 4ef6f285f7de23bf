-- Questions that match and have the words, newest first: those asked at or after a position, which the reader moves back
-- step by step, so that words that stand everywhere are not looked up in the whole log. A null argument does not filter.
with
-- include hits.sql
select a.question_id, a.sequence
from hit
join audit_entry as a on a.question_id = hit.question_id
where
  a.sequence >= :from and
-- include matching.sql
