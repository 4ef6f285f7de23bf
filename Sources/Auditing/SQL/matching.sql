  a.kind = 'asked'
  and (cast(:before as bigint) is null or a.sequence < :before)
  and (cast(:since as bigint) is null or a.recorded_at >= :since)
  and (cast(:until as bigint) is null or a.recorded_at < :until)
  and (cast(:principal as text) is null or a.principal = :principal)
  and (cast(:database as text) is null or a.database = :database)
  and (
    cast(:outcome as text) is null
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
