-- Questions that match and have the words, newest first: those asked at or after a position, which the reader moves back
-- step by step, so that words that stand everywhere are not looked up in the whole log. A null argument does not filter.
select a.question_id, a.sequence
from (
  -- Every pattern must be found somewhere among the question's entries.
  select e.question_id
  from json_array_elements_text(cast(:patterns as json)) with ordinality as pattern (value, key)
  join audit_payload as p on audit_words(p.payload) @@ audit_query(pattern.value) and p.sequence >= cast(:from as bigint)
  join audit_entry as e on e.sequence = p.sequence
  group by e.question_id
  having count(distinct pattern.key) = json_array_length(cast(:patterns as json))
) as hit
join audit_entry as a on a.question_id = hit.question_id
where
  a.kind = 'asked'
  and a.sequence >= :from
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
