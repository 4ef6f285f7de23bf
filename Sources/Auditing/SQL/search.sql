-- Questions that match and have the words, newest first: those asked at or after a position, which the reader moves back
-- step by step, so that words that stand everywhere are not looked up in the whole log. A null argument does not filter.
select a.question_id, a.sequence
from (
  -- Every pattern must be found somewhere among the question's entries.
  select e.question_id
  from json_each(:patterns) as pattern
  join audit_search as found on found.audit_search match pattern.value and found.rowid >= :from
  join audit_entry as e on e.sequence = found.rowid
  group by e.question_id
  having count(distinct pattern.key) = json_array_length(:patterns)
) as hit
cross join audit_entry as a on a.question_id = hit.question_id
where
  a.kind = 'asked'
  and a.sequence >= :from
  and (:before is null or a.sequence < :before)
  and (:since is null or a.recorded_at >= :since)
  and (:until is null or a.recorded_at < :until)
  and (:principal is null or a.principal = :principal)
  and (:database is null or a.database = :database)
  and (
    :outcome is null
    or :outcome = coalesce(
      (
        select o.kind
        from audit_entry as o
        where o.question_id = a.question_id and o.kind in ('answered', 'declined', 'failed')
        order by o.sequence desc
        limit 1
      ),
      'unfinished'
    )
  )
order by a.sequence desc
limit :limit
