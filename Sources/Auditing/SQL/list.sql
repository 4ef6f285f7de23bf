-- Questions that match, newest first. A null argument does not filter.
select a.question_id, a.sequence
from audit_entry as a
where
  a.kind = 'asked'
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
