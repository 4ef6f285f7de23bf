-- The pattern that the fewest entries have leads; more than that many count as many.
lead as materialized (
  select key, value
  from json_each(:patterns)
  order by (
    select count(*) from (select 1 from audit_search where audit_search match value and rowid >= :from limit 5000)
  )
  limit 1
),
-- The questions that have it.
question as materialized (
  select distinct h.question_id
  from lead
  cross join audit_search as found on found.audit_search match lead.value and found.rowid >= :from
  cross join audit_entry as h on h.sequence = found.rowid
),
-- Every other pattern must be found somewhere among the entries of the question.
hit as (
  select question_id from question where json_array_length(:patterns) = 1
  union all
  select e.question_id
  from json_each(:patterns) as pattern
  cross join audit_search as found on found.audit_search match pattern.value and found.rowid >= :from
  cross join audit_entry as e on e.sequence = found.rowid
  where
    pattern.key <> (select key from lead)
    and +found.rowid in (
      select o.sequence from question cross join audit_entry as o on o.question_id = question.question_id
    )
  group by e.question_id
  having count(distinct pattern.key) = json_array_length(:patterns) - 1
)
